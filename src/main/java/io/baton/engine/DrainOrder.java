package io.baton.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That an operator has taken an instance out of service.
///
/// @param until when it takes part again by itself; null for never
public record DrainOrder(String actor, String why, Instant since, @Nullable Instant until) {

  @Override
  public String toString() {
    var end = until == null ? "until undrained" : "until " + until;
    return "by " + actor + (why.isEmpty() ? "" : " (" + why + ")") + ", " + end;
  }
}
