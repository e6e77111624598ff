package io.baton.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an attempt to deliver an event came out. Texts are for operators: they name what failed and
/// hold no secrets.
public sealed interface Delivery {

  /// Taken by the other side.
  ///
  /// @param answer what it said
  record Delivered(String answer) implements Delivery {}

  /// Failed, and may come right by itself.
  ///
  /// @param after the least time to wait, as the other side asks (`Retry-After`); null for ours
  record Retry(String why, @Nullable Duration after) implements Delivery {

    public Retry(String why) {
      this(why, null);
    }
  }

  /// Refused for good: the event goes to the dead letters.
  record Refused(String why) implements Delivery {}

  /// The destination asks never to be called again (410): it is disabled until an operator enables
  /// it. The event waits with those behind it.
  record Disabled(String why) implements Delivery {}
}
