package io.baton.engine;

import java.time.Instant;

/// What is told to the world.
public sealed interface EngineEvent permits StateEvent, Observation, NodeEvent {

  Instant time();

  /// The name of what it is about: an instance, a group, a tracker, a destination.
  String name();
}
