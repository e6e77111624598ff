package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.InstanceConfig;
import java.time.Duration;
import java.util.Optional;

/// Judges how late the event loop runs its timers: more than a tenth of the shortest down interval
/// is worth a line in the log, as ten times that is a failover that nobody needed. Event loop only.
final class Lateness {

  private static final long LOG_PERIOD_NANOS = 60_000_000_000L;
  private static final int PART = 10;

  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);
  private long downNanos = Long.MAX_VALUE;

  /// From now on the shortest down interval is one of this configuration. Skew time is left aside:
  /// it only makes the interval longer.
  void follow(BatonConfig config) {
    downNanos =
        config.instances().stream().mapToLong(Lateness::downNanos).min().orElse(Long.MAX_VALUE);
  }

  private static long downNanos(InstanceConfig instance) {
    return instance.advertInterval().toNanos() * instance.election().downTimerAdverts();
  }

  /// What is to be logged about a timer that ran late, if anything.
  Optional<String> judge(long lateNanos, long nowNanos) {
    if (lateNanos <= downNanos / PART) {
      return Optional.empty();
    }
    var leftOut = logLimit.tryPass("late", nowNanos);
    return leftOut.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("the event loop ran a timer %d ms late, more than a tenth of the shortest down"
                    + " interval of %s: the host is overloaded, or advert intervals are too short"
                    + " for it (%d more times since the last such line)")
                .formatted(
                    lateNanos / 1_000_000, Duration.ofNanos(downNanos), leftOut.getAsLong()));
  }
}
