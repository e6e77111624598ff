package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/// A file whose number times the weight is added to the priority (`vrrp_track_file`).
///
/// @param path absolute
/// @param weight 1 by default
/// @param initial what is written into the file at the start (`init_file`); null for nothing
public record FileConfig(
    @NotBlank String name,
    @NotBlank String path,
    @Min(-254) @Max(254) int weight,
    boolean reverse,
    @Valid @Nullable Initial initial) {

  /// The first content of the file.
  ///
  /// @param overwrite whether a file that is there is overwritten
  public record Initial(@Min(-254) @Max(254) int value, boolean overwrite) {}
}
