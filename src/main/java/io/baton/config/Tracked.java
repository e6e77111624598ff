package io.baton.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/// That an instance or a group depends on a tracker other than a script.
///
/// @param name of the interface, process tracker, file tracker or check
/// @param weight null for the tracker's own weight; 0 for an interface
/// @param reverse null for the tracker's own sense
public record Tracked(
    @NotBlank String name,
    @Min(-254) @Max(254) @Nullable Integer weight,
    @Nullable Boolean reverse) {}
