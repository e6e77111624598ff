package io.baton.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive is a daemon whose event loop turns. One that is still starting is not dead.
@Liveness
@ApplicationScoped
class LivenessCheck implements HealthCheck {

  private final Node node;

  LivenessCheck(Node node) {
    this.node = node;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("event loop");
    if (!node.runs()) {
      return response.up().withData("cause", "the daemon has not started").build();
    }
    return node.snapshot().isPresent()
        ? response.up().build()
        : response.down().withData("cause", "the event loop did not answer in time").build();
  }
}
