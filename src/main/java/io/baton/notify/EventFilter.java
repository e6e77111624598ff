package io.baton.notify;

import io.baton.config.NotifierConfig.Events;
import io.baton.event.StoredEvent;
import java.util.List;

/// Which events a destination wants.
record EventFilter(Events wanted) {

  boolean passes(StoredEvent event) {
    return isAmong(wanted.subjects(), event.subject())
        && (event.state() == null || isAmong(wanted.states(), event.state()))
        && (wanted.types().isEmpty() || wanted.types().stream().anyMatch(t -> names(t, event)));
  }

  private static boolean isAmong(List<String> wanted, String word) {
    return wanted.isEmpty() || wanted.contains(word);
  }

  /// `transition` or `io.baton.transition.v1`.
  private static boolean names(String type, StoredEvent event) {
    return event.type().equals(type) || event.type().equals("io.baton." + type + ".v1");
  }
}
