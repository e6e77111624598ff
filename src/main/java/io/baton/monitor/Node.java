package io.baton.monitor;

import java.util.Optional;

/// What is watched: the running daemon, or a made-up one in tests. Any thread but the event loop.
public interface Node {

  /// Whether the daemon has started, and not only the program.
  boolean runs();

  /// Asks the event loop and waits for it for a second at most; empty when it did not answer, and
  /// while nothing runs.
  Optional<NodeSnapshot> snapshot();
}
