package io.baton.monitor;

import io.baton.event.DestinationState;
import io.baton.event.Outbox;
import java.time.Duration;
import java.time.Instant;

/// What is measured of the outbox, by destination.
final class DeliveryMetrics {

  private static final String DESTINATION = "destination";

  private final Families families;
  private final Instant now;

  DeliveryMetrics(Families families, Instant now) {
    this.families = families;
    this.now = now;
  }

  void add(Outbox outbox) {
    var state = outbox.state();
    families
        .gauge("baton_events_waiting", "events in memory that wait for the disk")
        .add(state.waiting());
    families
        .counter("baton_events_dropped", "events lost because too many waited for the disk")
        .add(state.dropped());
    families
        .gauge("baton_events_writing", "1 while everything that happens is kept, else 0")
        .add(state.isWriting());
    families.gauge("baton_events_stored", "events on the disk").add(state.events());
    families.gauge("baton_events_stored_bytes", "their size").add(state.bytes());
    outbox.destinations().forEach(this::add);
  }

  private void add(DestinationState state) {
    count(state, "sent", "events that the destination took", state.sent());
    count(state, "failed", "events given up", state.failed());
    count(state, "retried", "attempts that failed and were repeated", state.retried());
    count(state, "dropped", "events lost because a bound was reached", state.dropped());
    gauge(state, "backlog", "events not come to yet", (double) state.backlog());
    gauge(state, "dead_letters", "events given up that are kept", state.deadLetters());
    gauge(state, "oldest_age_seconds", "age of the oldest event of the backlog", age(state));
    gauge(state, "disabled", "1 when it is not called any more", state.disabled() == null ? 0 : 1);
  }

  private double age(DestinationState state) {
    var oldest = state.oldest();
    return oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1e3;
  }

  private void count(DestinationState state, String name, String help, long value) {
    families.counter("baton_delivery_" + name, help, DESTINATION).add(value, state.name());
  }

  private void gauge(DestinationState state, String name, String help, double value) {
    families.gauge("baton_delivery_" + name, help, DESTINATION).add(value, state.name());
  }
}
