package io.baton.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Knows `VI_FILE` and, without a peer, drains only by force.
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeOperatorActions implements OperatorActions {

  private final List<Drain> drains = new ArrayList<>();

  @Override
  public Outcome resign(String instance, Order order) {
    return known(instance, "resigned");
  }

  @Override
  public synchronized Outcome drain(
      Optional<String> instance, Order order, Optional<Duration> expiresAfter) {
    if (!order.force()) {
      return new Outcome.Refused("no healthy peer has been heard; force it if that is meant");
    }
    String name = instance.orElse("VI_FILE");
    if (known(name, "") instanceof Outcome.Unknown unknown) {
      return unknown;
    }
    drains.add(
        new Drain(
            name,
            order.actor(),
            order.reason(),
            Instant.EPOCH,
            expiresAfter.map(Instant.EPOCH::plus)));
    return known(name, "drained");
  }

  @Override
  public synchronized Outcome undrain(Optional<String> instance, Order order) {
    var outcome = known(instance.orElse("VI_FILE"), "in service");
    if (outcome instanceof Outcome.Done) {
      drains.clear();
    }
    return outcome;
  }

  @Override
  public Outcome announce(String instance, Order order) {
    return known(instance, "announced");
  }

  @Override
  public synchronized List<Drain> drains() {
    return List.copyOf(drains);
  }

  private static Outcome known(String name, String text) {
    return name.equals("VI_FILE")
        ? new Outcome.Done(List.of(name), text)
        : new Outcome.Unknown(name);
  }
}
