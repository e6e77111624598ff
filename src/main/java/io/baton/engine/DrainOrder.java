package io.baton.engine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// That an operator has taken an instance out of service.
///
/// @param until when it takes part again by itself; null for never
public record DrainOrder(String actor, String why, Instant since, @Nullable Instant until) {

  /// In the place of a name: every instance that has no order of its own, also one that is still to
  /// be added.
  public static final String EVERYBODY = "*";

  /// The order that counts for an instance.
  static @Nullable DrainOrder of(Map<String, DrainOrder> orders, String instance) {
    var own = orders.get(instance);
    return own == null ? orders.get(EVERYBODY) : own;
  }

  @Override
  public String toString() {
    var end = until == null ? "until undrained" : "until " + until;
    return "by " + actor + (why.isEmpty() ? "" : " (" + why + ")") + ", " + end;
  }
}
