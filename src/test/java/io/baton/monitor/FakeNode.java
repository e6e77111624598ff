package io.baton.monitor;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Optional;

/// A node that says what a test has it say.
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeNode implements Node {

  private volatile boolean runs;
  private volatile Optional<NodeSnapshot> snapshot = Optional.empty();

  void isNotStarted() {
    runs = false;
    snapshot = Optional.empty();
  }

  void doesNotAnswer() {
    runs = true;
    snapshot = Optional.empty();
  }

  void shows(NodeSnapshot now) {
    runs = true;
    snapshot = Optional.of(now);
  }

  @Override
  public boolean runs() {
    return runs;
  }

  @Override
  public Optional<NodeSnapshot> snapshot() {
    return snapshot;
  }
}
