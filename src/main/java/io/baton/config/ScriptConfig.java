package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/// A health check that runs a program periodically (`vrrp_script`).
///
/// @param interval from one start to the next
/// @param timeout after which the program is killed and counts as failed; zero for the interval
/// @param weight 0: a failure is a fault; positive: added to the priority while it succeeds;
///   negative: added while it fails
/// @param reverse swaps success and failure
/// @param rise consecutive successes that make it good again
/// @param fall consecutive failures that make it bad
/// @param initFail whether it counts as failed until it has succeeded
public record ScriptConfig(
    @NotBlank String name,
    @Valid Command command,
    Duration interval,
    Duration timeout,
    @Min(-253) @Max(253) int weight,
    boolean reverse,
    @Min(1) @Max(10_000) int rise,
    @Min(1) @Max(10_000) int fall,
    boolean initFail) {

  /// How long a run may take.
  public Duration effectiveTimeout() {
    return timeout.isZero() ? interval : timeout;
  }
}
