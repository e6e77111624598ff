package io.baton.keepalived;

import io.baton.config.AnnounceGroupConfig;
import io.baton.config.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the `garp_group` blocks of a file.
final class GarpGroupReader {

  static final Set<String> KEYWORDS =
      Set.of("garp_interval", "gna_interval", "interface", "interfaces");

  private static final Duration LONGEST = Duration.ofDays(1);

  private final Reading reading;
  private final List<AnnounceGroupConfig> groups = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  GarpGroupReader(Reading reading) {
    this.reading = reading;
  }

  /// What one block says.
  private static final class Draft {
    private final List<String> interfaces = new ArrayList<>();
    private Duration arp = Duration.ZERO;
    private Duration neighbor = Duration.ZERO;
  }

  List<AnnounceGroupConfig> groups() {
    return groups;
  }

  void read(Statement block) {
    var values = new Values(reading);
    String pointer = "/global/announceGroups/" + groups.size();
    reading.place(pointer, block.position());
    if (!values.block(block, 0)) {
      return;
    }
    var draft = new Draft();
    block.children().forEach(statement -> take(statement, draft, values, pointer));
    if (draft.interfaces.isEmpty()) {
      reading.warning(
          "value-changed",
          block.position(),
          "this garp_group has no interface; it is left out, as keepalived does");
    } else {
      groups.add(new AnnounceGroupConfig(draft.interfaces, draft.arp, draft.neighbor));
    }
  }

  private void take(Statement statement, Draft draft, Values values, String pointer) {
    switch (statement.keyword()) {
      case "garp_interval" ->
          draft.arp = interval(statement, values, pointer + "/arpInterval").orElse(draft.arp);
      case "gna_interval" ->
          draft.neighbor =
              interval(statement, values, pointer + "/neighborInterval").orElse(draft.neighbor);
      case "interface" -> values.one(statement).ifPresent(word -> add(word, draft, pointer));
      case "interfaces" -> {
        if (values.block(statement, 0)) {
          statement.children().stream()
              .flatMap(line -> Stream.concat(Stream.of(line.head()), line.words().stream()))
              .forEach(word -> add(word, draft, pointer));
        }
      }
      default -> Keywords.answer(Keywords.Place.GARP_GROUP, statement, reading);
    }
  }

  private Optional<Duration> interval(Statement statement, Values values, String pointer) {
    reading.place(pointer, statement.valuePosition());
    return values.seconds(statement, Duration.ZERO, LONGEST);
  }

  private void add(Word word, Draft draft, String pointer) {
    if (taken.add(word.text())) {
      reading.place(pointer + "/interfaces/" + draft.interfaces.size(), word.position());
      draft.interfaces.add(word.text());
    } else {
      reading.warning(
          "duplicate-value",
          word.position(),
          "%s is in a garp_group already; it is left out, as keepalived does"
              .formatted(Reading.quote(word.text())));
    }
  }
}
