package io.baton.notify;

import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.StateEvent;
import io.baton.engine.TransitionEvent;
import io.baton.event.EventJson;
import io.baton.vrrp.IpText;
import io.baton.vrrp.ReportedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is run for one event: first the script of the state, then the one for every state.
///
/// @param input the event as JSON for their standard input; empty when they do not want it
record ScriptCall(EngineEvent event, List<Command> commands, String input) {

  ScriptCall {
    commands = List.copyOf(commands);
  }

  /// A call; without commands when nobody wants to know.
  static ScriptCall of(EngineEvent event, NotifyConfig config) {
    var commands = commands(event, config);
    boolean wanted = config.eventInput() && !commands.isEmpty();
    return new ScriptCall(event, commands, wanted ? EventJson.of(event) : "");
  }

  private static List<Command> commands(EngineEvent event, NotifyConfig config) {
    return switch (event) {
      case StateEvent state -> commands(state, config);
      case Observation.LowerPriorityHeard _ -> present(config.lowerPriorityHeard());
      case Observation.InstanceDeleted deleted -> present(deleted.scripts().deleted());
      case Observation _, NodeEvent _ -> List.of();
    };
  }

  private static List<Command> commands(StateEvent event, NotifyConfig config) {
    ReportedState to = event.transition().to();
    if (to == ReportedState.INIT) {
      return List.of();
    }
    Command any = config.any();
    return present(specific(to, config), any == null ? null : withArguments(any, event));
  }

  private static List<Command> present(@Nullable Command... commands) {
    return Arrays.stream(commands).<Command>mapMulti(ScriptCall::ifPresent).toList();
  }

  private static void ifPresent(@Nullable Command command, Consumer<Command> next) {
    if (command != null) {
      next.accept(command);
    }
  }

  /// `GROUP` or `INSTANCE`.
  String subject() {
    return event instanceof GroupEvent ? "GROUP" : "INSTANCE";
  }

  /// What it tells of, for a log.
  String what() {
    return switch (event) {
      case StateEvent state -> state.transition().to().name();
      case Observation _, NodeEvent _ -> event.getClass().getSimpleName();
    };
  }

  /// The event for programs that want to know more than their arguments say.
  Map<String, String> environment() {
    var variables = new HashMap<String, String>();
    variables.put("BATON_" + subject(), event.name());
    variables.put("BATON_TIME", event.time().toString());
    switch (event) {
      case StateEvent state -> state(state, variables);
      case Observation observation -> observation(observation, variables);
      case NodeEvent _ -> {}
    }
    return variables;
  }

  private static void state(StateEvent event, Map<String, String> variables) {
    variables.put("BATON_FROM", event.transition().from().name());
    variables.put("BATON_TO", event.transition().to().name());
    variables.put("BATON_PRIORITY", event.priority().toString());
    variables.put("BATON_REASON", event.transition().reason().toString());
    variables.put("BATON_SEQUENCE", Long.toString(event.sequence()));
    switch (event) {
      case TransitionEvent instance -> {
        variables.put("BATON_INTERFACE", instance.interfaceName());
        variables.put("BATON_VRID", instance.vrid().toString());
        variables.put("BATON_ADDRESSES", joined(instance.addresses()));
      }
      case GroupEvent group -> variables.put("BATON_MEMBERS", joined(group.members()));
    }
  }

  private static void observation(Observation event, Map<String, String> variables) {
    variables.put("BATON_SEQUENCE", Long.toString(event.sequence()));
    if (event instanceof Observation.LowerPriorityHeard heard) {
      variables.put("BATON_PRIORITY", heard.own().toString());
      variables.put("BATON_PEER", IpText.of(heard.peer().address()));
      variables.put("BATON_PEER_PRIORITY", heard.peer().priority().toString());
    }
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static @Nullable Command specific(ReportedState to, NotifyConfig config) {
    return switch (to) {
      case MASTER -> config.master();
      case BACKUP -> config.backup();
      case FAULT -> config.fault();
      case STOP -> config.stop();
      case INIT -> null;
    };
  }

  // keepalived's convention: INSTANCE or GROUP, name, state, effective priority.
  private static Command withArguments(Command any, StateEvent event) {
    var words = new ArrayList<>(any.words());
    words.add(event.subject());
    words.add(event.name());
    words.add(event.transition().to().name());
    words.add(event.priority().toString());
    return new Command(words, any.user());
  }
}
