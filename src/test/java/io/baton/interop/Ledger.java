package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a daemon says that it has kept: its whole history, oldest first.
record Ledger(List<JsonNode> events) {

  static Ledger of(Rest rest) {
    var events = new ArrayList<JsonNode>();
    String cursor = "";
    do {
      var page = rest.get("transitions?limit=1000" + cursor).json();
      page.path("events").forEach(events::add);
      cursor = page.path("next").isNumber() ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    Collections.reverse(events);
    return new Ledger(List.copyOf(events));
  }

  Set<String> ids() {
    var ids = new LinkedHashSet<String>();
    events.forEach(event -> ids.add(event.path("id").asText()));
    return ids;
  }

  List<JsonNode> transitions() {
    return events.stream()
        .filter(event -> event.path("type").asText().equals("io.baton.transition.v1"))
        .toList();
  }

  /// Into the state that the instance had told before, in an earlier life of the daemon.
  Set<String> repeated() {
    var repeated = new HashSet<String>();
    var states = new HashMap<String, String>();
    for (var event : transitions()) {
      String to = event.at("/data/to").asText();
      if (!to.equals("INIT") && to.equals(states.put(event.path("subject").asText(), to))) {
        repeated.add(event.path("id").asText());
      }
    }
    return repeated;
  }

  /// Those that keepalived mails, too: all but that an instance starts as BACKUP.
  List<String> mailed() {
    return transitions().stream()
        .filter(event -> !event.at("/data/to").asText().equals("INIT"))
        .filter(
            event ->
                !event.at("/data/to").asText().equals("BACKUP")
                    || !List.of("STOP", "INIT").contains(event.at("/data/from").asText()))
        .map(event -> event.path("id").asText())
        .toList();
  }

  /// Numbers of one source count from 1 and leave out none; each has one event.
  void assertWithoutGaps() {
    var next = new HashMap<String, Long>();
    for (var event : events) {
      var source = event.path("source").asText();
      assertThat(event.at("/data/sequence").asLong())
          .as("%s: %s", source, event)
          .isEqualTo(next.merge(source, 1L, Long::sum));
    }
  }

  /// A receiver has every event at least once and nothing else, those of one source in their order,
  /// and what came again came as it was.
  ///
  /// @return how many came again
  int assertDelivered(String receiver, List<? extends Received> taken) {
    var kept = new HashMap<String, JsonNode>();
    events.forEach(event -> kept.put(event.path("id").asText(), event));
    var seen = new HashSet<String>();
    Map<String, Long> newest = new HashMap<>();
    int again = 0;
    for (var one : taken) {
      var event = one.event();
      assertThat(event).as("%s: %s", receiver, one.id()).isEqualTo(kept.get(one.id()));
      if (seen.add(one.id())) {
        long sequence = event.at("/data/sequence").asLong();
        Long before = newest.put(event.path("source").asText(), sequence);
        assertThat(sequence)
            .as("%s: first deliveries of %s", receiver, event.path("source"))
            .isEqualTo(before == null ? 1 : before + 1);
      } else {
        again++;
      }
    }
    assertThat(seen).as(receiver).containsExactlyInAnyOrderElementsOf(ids());
    return again;
  }
}
