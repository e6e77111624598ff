package io.baton.event;

import io.baton.engine.NodeEvent.DeliveryFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells by an event that others were lost, once a minute for a destination. That such an event is
/// lost itself is only counted, so that two dead destinations do not tell each other for ever.
final class FailureNotices {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Clock clock;
  private final Consumer<DeliveryFailed> failures;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Told> told = new HashMap<>();

  /// @param silent how many were lost since
  private record Told(Instant at, long silent) {}

  FailureNotices(Clock clock, Consumer<DeliveryFailed> failures) {
    this.clock = clock;
    this.failures = failures;
  }

  /// @param event null for several
  void lost(String destination, @Nullable StoredEvent event, String why) {
    if (event != null && event.type().equals(CloudEvents.DELIVERY_FAILED)) {
      return;
    }
    var now = clock.instant();
    long silent = 0;
    lock.lock();
    try {
      var before = told.get(destination);
      if (before != null && now.isBefore(before.at.plus(PERIOD))) {
        told.put(destination, new Told(before.at, before.silent + 1));
        return;
      }
      silent = before == null ? 0 : before.silent;
      told.put(destination, new Told(now, 0));
    } finally {
      lock.unlock();
    }
    var text = silent == 0 ? why : why + " (and " + silent + " more since the last notice)";
    failures.accept(new DeliveryFailed(now, destination, event == null ? "" : event.id(), text));
  }
}
