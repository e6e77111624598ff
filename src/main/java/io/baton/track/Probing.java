package io.baton.track;

import java.time.Duration;

/// One way to find out whether something is there. Blocks, on a thread of its own.
interface Probing extends AutoCloseable {

  /// Tries once. What the world answers is a value, never an exception.
  ///
  /// @param limit how long it may take, about
  Outcome probe(Duration limit) throws InterruptedException;

  /// What it means when there was no answer at all: `no echo from 10.0.0.1`.
  String silence();

  /// Lets go of what was kept from try to try. Does not wait.
  @Override
  default void close() {}

  /// What one try found.
  ///
  /// @param evidence for people: `HTTP 503 from http://10.0.0.1/`
  record Outcome(boolean good, String evidence) {}
}
