package io.baton.notify;

import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.StateEvent;
import io.baton.vrrp.ReportedState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The lines that keepalived writes to pipes: `INSTANCE "VI_1" MASTER 100`.
final class FifoLines {

  // Of instances: a change of the priority is told with the state.
  private final Map<String, ReportedState> states = new ConcurrentHashMap<>();

  /// What was told last of each instance and group.
  private final Map<String, String> last = new ConcurrentSkipListMap<>();

  /// The line of an event, if it has one.
  ///
  /// @param config of the instance or group
  /// @return empty for what keepalived does not write
  Optional<String> of(EngineEvent event, NotifyConfig config) {
    return switch (event) {
      case StateEvent state -> state(state);
      case Observation.LowerPriorityHeard heard ->
          Optional.of(instance(heard.name(), "MASTER_RX_LOWER_PRI", heard.own().value()));
      case Observation.PriorityChanged changed when config.priorityChanges() ->
          Optional.ofNullable(states.get(changed.name()))
              .filter(at -> at == ReportedState.MASTER || at == ReportedState.BACKUP)
              .map(at -> instance(changed.name(), at + "_PRIORITY", changed.to().value()));
      case Observation.InstanceDeleted deleted -> {
        states.remove(deleted.name());
        last.remove("INSTANCE " + deleted.name());
        yield Optional.empty();
      }
      case Observation _, NodeEvent _ -> Optional.empty();
    };
  }

  /// The line of every state, as it was told last.
  List<String> states() {
    return List.copyOf(last.values());
  }

  private Optional<String> state(StateEvent event) {
    ReportedState to = event.transition().to();
    if (to == ReportedState.INIT) {
      return Optional.empty();
    }
    if (event.subject().equals("INSTANCE")) {
      states.put(event.name(), to);
    }
    String line = line(event.subject(), event.name(), to.name(), event.priority().value());
    last.put(event.subject() + " " + event.name(), line);
    return Optional.of(line);
  }

  private static String instance(String name, String state, int priority) {
    return line("INSTANCE", name, state, priority);
  }

  private static String line(String subject, String name, String state, int priority) {
    return "%s \"%s\" %s %d\n".formatted(subject, name, state, priority);
  }
}
