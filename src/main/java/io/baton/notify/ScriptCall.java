package io.baton.notify;

import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import io.baton.engine.GroupEvent;
import io.baton.engine.StateEvent;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.ReportedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is run for one event: first the script of the state, then the one for every state.
record ScriptCall(StateEvent event, List<Command> commands) {

  ScriptCall {
    commands = List.copyOf(commands);
  }

  /// A call; without commands when nobody wants to know.
  static ScriptCall of(StateEvent event, NotifyConfig config) {
    ReportedState to = event.transition().to();
    if (to == ReportedState.INIT) {
      return new ScriptCall(event, List.of());
    }
    Command any = config.any();
    Command withState = any == null ? null : withArguments(any, event);
    return new ScriptCall(
        event, Stream.of(specific(to, config), withState).filter(Objects::nonNull).toList());
  }

  /// The event for programs that want to know more than their arguments say.
  Map<String, String> environment() {
    var variables = new HashMap<String, String>();
    variables.put("BATON_" + event.subject(), event.name());
    variables.put("BATON_FROM", event.transition().from().name());
    variables.put("BATON_TO", event.transition().to().name());
    variables.put("BATON_PRIORITY", event.priority().toString());
    variables.put("BATON_REASON", event.transition().reason().toString());
    variables.put("BATON_SEQUENCE", Long.toString(event.sequence()));
    variables.put("BATON_TIME", event.time().toString());
    switch (event) {
      case TransitionEvent instance -> {
        variables.put("BATON_INTERFACE", instance.interfaceName());
        variables.put("BATON_VRID", instance.vrid().toString());
        variables.put("BATON_ADDRESSES", joined(instance.addresses()));
      }
      case GroupEvent group -> variables.put("BATON_MEMBERS", joined(group.members()));
    }
    return variables;
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
