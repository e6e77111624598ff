package io.baton.vrrp;

import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import java.util.Collection;

/// The rule of a sync group: its members change state together, as in keepalived. Any member in
/// FAULT puts all there; any that yields makes all yield; Active they become only when all want to.
public final class SyncGroup {

  private SyncGroup() {}

  /// Whether those that want to be Active may be: all others are, or want to be too.
  public static boolean agrees(Collection<RouterState> members) {
    boolean wanting = false;
    for (var member : members) {
      boolean wants = member instanceof Backup b && b.phase() == Backup.Phase.WANTS_ACTIVE;
      if (!wants && !(member instanceof Active)) {
        return false;
      }
      wanting |= wants;
    }
    return wanting;
  }

  /// The group's own state, for those who are told: FAULT when a member is there, MASTER when all
  /// are, STOP when all have stopped, INIT while one waits for a first answer, else BACKUP.
  public static ReportedState state(Collection<RouterState> members) {
    var states = members.stream().map(ReportedState::of).toList();
    if (states.contains(ReportedState.FAULT)) {
      return ReportedState.FAULT;
    }
    if (states.stream().allMatch(s -> s == ReportedState.STOP)) {
      return ReportedState.STOP;
    }
    if (states.stream().allMatch(s -> s == ReportedState.MASTER)) {
      return ReportedState.MASTER;
    }
    boolean waiting = members.stream().anyMatch(m -> m instanceof Initialize);
    return waiting ? ReportedState.INIT : ReportedState.BACKUP;
  }
}
