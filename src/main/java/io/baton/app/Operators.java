package io.baton.app;

import io.baton.api.OperatorActions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Carries out the orders of operators.
@ApplicationScoped
class Operators implements OperatorActions {

  private static final Outcome NOT_RUNNING = new Outcome.Refused("the daemon has not started");

  @Override
  public Outcome resign(String instance, Order order) {
    return NOT_RUNNING;
  }

  @Override
  public Outcome drain(Optional<String> instance, Order order, Optional<Duration> expiresAfter) {
    return NOT_RUNNING;
  }

  @Override
  public Outcome undrain(Optional<String> instance, Order order) {
    return NOT_RUNNING;
  }

  @Override
  public Outcome announce(String instance, Order order) {
    return NOT_RUNNING;
  }

  @Override
  public List<Drain> drains() {
    return List.of();
  }
}
