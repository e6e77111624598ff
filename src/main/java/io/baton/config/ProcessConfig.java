package io.baton.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A health check that counts processes (`vrrp_track_process`).
///
/// @param process the name of the executable, 15 characters of it unless `fullCommand`
/// @param parameters null for any
/// @param weight 0: too few or too many is a fault; else as for scripts
/// @param quorum how many there must be at least
/// @param quorumMax how many there may be at most
/// @param startDelay how long a process must run before it counts (`fork_delay`)
/// @param endDelay how long it still counts after its end (`terminate_delay`)
/// @param fullCommand whether the whole command line is compared instead of the name
public record ProcessConfig(
    @NotBlank String name,
    @NotBlank String process,
    @Nullable List<String> parameters,
    ParameterMatch match,
    @Min(-254) @Max(254) int weight,
    boolean reverse,
    @Min(0) @Max(65535) int quorum,
    @Min(1) @Max(65535) int quorumMax,
    Duration startDelay,
    Duration endDelay,
    boolean fullCommand) {

  public static final int UNLIMITED = 65535;

  public ProcessConfig {
    parameters = parameters == null ? null : List.copyOf(parameters);
  }

  /// How the parameters of a process are compared with those wanted (`param_match`).
  public enum ParameterMatch {
    EXACT,
    /// The first ones are the wanted ones, the last wanted one as a beginning.
    PARTIAL,
    /// The first ones are the wanted ones.
    INITIAL
  }
}
