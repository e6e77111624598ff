package io.baton.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/// That an instance depends on a script.
///
/// @param weight null for the script's own weight
/// @param reverse null for the script's own sense
public record TrackedScript(
    @NotBlank String script,
    @Min(-253) @Max(253) @Nullable Integer weight,
    @Nullable Boolean reverse) {}
