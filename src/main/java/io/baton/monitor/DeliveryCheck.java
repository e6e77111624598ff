package io.baton.monitor;

import io.baton.api.EventStore;
import io.baton.event.DestinationState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/// Names the destinations that do not take their events. Always up: a broker or a mail server that
/// is down costs nobody an address, and its events wait.
@Readiness
@ApplicationScoped
class DeliveryCheck implements HealthCheck {

  private final Node node;
  private final EventStore events;

  DeliveryCheck(Node node, EventStore events) {
    this.node = node;
    this.events = events;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("deliveries").up();
    if (!node.runs()) {
      return response.build();
    }
    var outbox = events.outbox();
    var state = outbox.state();
    boolean well = state.isWriting();
    if (!well) {
      response.withData("disk", state.failure() == null ? state.journalFailure() : state.failure());
    }
    for (var destination : outbox.destinations()) {
      var trouble = trouble(destination);
      trouble.ifPresent(text -> response.withData("destination " + destination.name(), text));
      well &= trouble.isEmpty();
    }
    return response.withData("degraded", !well).build();
  }

  private static Optional<String> trouble(DestinationState state) {
    if (state.disabled() != null) {
      return Optional.of("not called any more: " + state.disabled());
    }
    boolean failing =
        state.lastErrorAt() != null && isLater(state.lastErrorAt(), state.lastSentAt());
    if (!failing) {
      return Optional.empty();
    }
    return Optional.of("%s; %d events wait".formatted(state.lastError(), state.backlog()));
  }

  private static boolean isLater(Instant error, @Nullable Instant success) {
    return success == null || error.isAfter(success);
  }
}
