package io.baton.engine;

import io.baton.config.SyncGroupConfig;
import io.baton.vrrp.Fault;
import io.baton.vrrp.Reason;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.RouterInput;
import io.baton.vrrp.RouterState;
import io.baton.vrrp.SyncGroup;
import io.baton.vrrp.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Keeps the members of a sync group together. Event loop only.
final class GroupRunner {

  private static final Logger LOG = Logger.getLogger(GroupRunner.class);

  private final SyncGroupConfig config;
  private final EngineContext context;
  private final List<InstanceRunner> members = new ArrayList<>();
  private ReportedState told = ReportedState.STOP;
  private long sequence;
  private boolean settling;

  GroupRunner(SyncGroupConfig config, EngineContext context) {
    this.config = config;
    this.context = context;
    this.sequence = context.numbers().of(name()).sequence();
  }

  String name() {
    return config.name();
  }

  /// Goes on where another runner of the same group stopped.
  void resume(GroupRunner before) {
    told = before.told;
    sequence = before.sequence;
  }

  EventNumbers numbers() {
    return new EventNumbers(sequence, 0);
  }

  SyncGroupConfig config() {
    return config;
  }

  void add(InstanceRunner member) {
    members.add(member);
  }

  /// Adds the faults that a member has because of the others.
  void addFaults(InstanceRunner member, Map<Fault, String> faults) {
    for (var other : members) {
      if (other != member) {
        for (var entry : other.ownFaults().entrySet()) {
          var fault = entry.getKey();
          faults.putIfAbsent(new Fault(followed(fault), other.name()), fault.toString());
        }
      }
    }
  }

  private static Fault.Kind followed(Fault fault) {
    if (fault.isWanted()) {
      return Fault.Kind.GROUP_DRAINED;
    }
    return fault.isReported() ? Fault.Kind.GROUP_FAULT : Fault.Kind.GROUP_PENDING;
  }

  /// A member's own faults have changed: the others follow.
  void refreshOthers(InstanceRunner changed) {
    for (var member : members) {
      if (member != changed) {
        member.followGroup();
      }
    }
  }

  /// A member has taken a step: the others follow, and the group tells if it has changed.
  void settle() {
    if (settling) {
      return;
    }
    settling = true;
    try {
      if (SyncGroup.agrees(states())) {
        members.forEach(member -> member.accept(new RouterInput.GroupAgreed()));
      }
      yieldTogether();
    } finally {
      settling = false;
    }
    tell();
  }

  private void yieldTogether() {
    for (var member : members) {
      if (member.state() instanceof RouterState.Backup) {
        for (var other : members) {
          if (other.state() instanceof RouterState.Active) {
            other.accept(new RouterInput.GroupYielded(member.name()));
          }
        }
        return;
      }
    }
  }

  private List<RouterState> states() {
    return members.stream().map(InstanceRunner::state).toList();
  }

  private void tell() {
    var now = SyncGroup.state(states());
    if (now == told || now == ReportedState.INIT) {
      return;
    }
    LOG.infof("B202 group %s: %s -> %s", config.name(), told, now);
    sequence++;
    var reason = new Reason.WithGroup("all of the sync group: " + config.members());
    context
        .events()
        .emit(
            new GroupEvent(
                context.loop().now(),
                config.name(),
                sequence,
                new Transition(told, now, reason),
                config.members()));
    told = now;
  }
}
