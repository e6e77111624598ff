package io.baton.interop;

import java.time.Duration;
import org.awaitility.Awaitility;

/// Waiting for the world.
final class Poll {

  private Poll() {}

  /// A condition that may fail for the time being.
  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(String what, double seconds, Condition condition) {
    Awaitility.await(what)
        .atMost(Duration.ofMillis((long) (seconds * 1000)))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(condition::holds);
  }
}
