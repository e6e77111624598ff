package io.baton.notify;

import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.VirtualAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is run for one event: first the script of the state, then the one for every state.
record ScriptCall(TransitionEvent event, List<Command> commands) {

  ScriptCall {
    commands = List.copyOf(commands);
  }

  /// A call; without commands when nobody wants to know.
  static ScriptCall of(TransitionEvent event, NotifyConfig config) {
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
    return Map.ofEntries(
        Map.entry("BATON_INSTANCE", event.instance()),
        Map.entry("BATON_INTERFACE", event.interfaceName()),
        Map.entry("BATON_VRID", event.vrid().toString()),
        Map.entry("BATON_FROM", event.transition().from().name()),
        Map.entry("BATON_TO", event.transition().to().name()),
        Map.entry("BATON_PRIORITY", event.priority().toString()),
        Map.entry("BATON_REASON", event.transition().reason().toString()),
        Map.entry("BATON_SEQUENCE", Long.toString(event.sequence())),
        Map.entry("BATON_TIME", event.time().toString()),
        Map.entry(
            "BATON_ADDRESSES",
            event.addresses().stream()
                .map(VirtualAddress::toString)
                .collect(Collectors.joining(" "))));
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

  // keepalived's convention: INSTANCE, name, state, effective priority.
  private static Command withArguments(Command any, TransitionEvent event) {
    var words = new ArrayList<>(any.words());
    words.add("INSTANCE");
    words.add(event.instance());
    words.add(event.transition().to().name());
    words.add(event.priority().toString());
    return new Command(words, any.user());
  }
}
