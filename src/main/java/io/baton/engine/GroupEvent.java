package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.Transition;
import java.time.Instant;
import java.util.List;

/// A transition of a sync group.
public record GroupEvent(
    Instant time, String name, long sequence, Transition transition, List<String> members)
    implements StateEvent {

  public GroupEvent {
    members = List.copyOf(members);
  }

  @Override
  public String subject() {
    return "GROUP";
  }

  @Override
  public Priority priority() {
    return Priority.RESIGN;
  }
}
