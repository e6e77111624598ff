package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.Transition;

/// A change of state of an instance or a group: what notify scripts are run for.
public sealed interface StateEvent extends EngineEvent permits TransitionEvent, GroupEvent {

  /// keepalived's word for what it is about: `INSTANCE` or `GROUP`.
  String subject();

  /// Counts the events of this instance or group from 1, without gaps.
  long sequence();

  Transition transition();

  /// The effective priority of an instance, 0 for a group.
  Priority priority();
}
