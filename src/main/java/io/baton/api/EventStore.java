package io.baton.api;

import io.baton.event.Outbox;

/// Where the API finds events and their deliveries. Any thread.
public interface EventStore {

  /// The outbox of the running daemon.
  ///
  /// @throws ApiProblem while the daemon does not run
  Outbox outbox();
}
