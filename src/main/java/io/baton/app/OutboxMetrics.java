package io.baton.app;

import io.baton.event.DestinationState;
import io.baton.event.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/// Counts and gauges of the outbox, by destination.
final class OutboxMetrics {

  private final Outbox outbox;
  private final MeterRegistry registry;
  private final Clock clock;

  OutboxMetrics(Outbox outbox, MeterRegistry registry, Clock clock) {
    this.outbox = outbox;
    this.registry = registry;
    this.clock = clock;
    outbox.onRegister(this::bind);
    Gauge.builder("baton.events.waiting", outbox, o -> o.state().waiting())
        .description("events in memory that wait for the disk")
        .register(registry);
    FunctionCounter.builder("baton.events.dropped", outbox, o -> o.state().dropped())
        .description("events lost because too many waited for the disk")
        .register(registry);
    Gauge.builder("baton.events.writing", outbox, o -> o.state().isWriting() ? 1 : 0)
        .description("1 while everything that happens is kept, else 0")
        .register(registry);
  }

  /// A destination of a name that comes again goes on with the same meters.
  private void bind(String name) {
    count(name, "sent", "events that the destination took", DestinationState::sent);
    count(name, "failed", "events given up", DestinationState::failed);
    count(name, "retried", "attempts that failed and were repeated", DestinationState::retried);
    count(name, "dropped", "events lost because a bound was reached", DestinationState::dropped);
    gauge(name, "backlog", "events not come to yet", DestinationState::backlog);
    gauge(name, "dead.letters", "events given up that are kept", DestinationState::deadLetters);
    gauge(name, "oldest.age.seconds", "age of the oldest event of the backlog", this::age);
    gauge(name, "disabled", "1 when it is not called any more", s -> s.disabled() == null ? 0 : 1);
  }

  private double age(DestinationState state) {
    Instant oldest = state.oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
  }

  private void count(
      String name, String what, String text, ToDoubleFunction<DestinationState> value) {
    FunctionCounter.builder("baton.delivery." + what, outbox, o -> read(o, name, value))
        .description(text)
        .tag("destination", name)
        .register(registry);
  }

  private void gauge(
      String name, String what, String text, ToDoubleFunction<DestinationState> value) {
    Gauge.builder("baton.delivery." + what, outbox, o -> read(o, name, value))
        .description(text)
        .tag("destination", name)
        .register(registry);
  }

  private static double read(Outbox outbox, String name, ToDoubleFunction<DestinationState> value) {
    return outbox.destination(name).map(value::applyAsDouble).orElse(0.0);
  }
}
