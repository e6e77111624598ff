package io.baton.interop;

import java.time.Duration;
import org.awaitility.Awaitility;

/// Waiting for the world.
public final class Poll {

  private Poll() {}

  /// A condition that may fail for the time being.
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Until the condition has held for some time without a break.
  public static void during(String what, double steady, double seconds, Condition condition) {
    Awaitility.await(what)
        .during(millis(steady))
        .atMost(millis(seconds))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(condition::holds);
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  public static void until(String what, double seconds, Condition condition) {
    Awaitility.await(what)
        .atMost(millis(seconds))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(condition::holds);
  }
}
