package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.Transition;
import java.time.Instant;

/// What the engine tells the world.
public sealed interface EngineEvent permits TransitionEvent, GroupEvent {

  /// keepalived's word for what it is about: `INSTANCE` or `GROUP`.
  String subject();

  /// The name of the instance or group.
  String name();

  Instant time();

  /// Counts the events of this instance or group from 1, without gaps.
  long sequence();

  Transition transition();

  /// The effective priority of an instance, 0 for a group.
  Priority priority();
}
