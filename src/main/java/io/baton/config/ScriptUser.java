package io.baton.config;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/// A user that scripts run as.
///
/// @param group null for the user's own group
public record ScriptUser(@NotBlank String user, @Nullable String group) {}
