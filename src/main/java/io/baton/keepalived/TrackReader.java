package io.baton.keepalived;

import io.baton.config.Finding.Severity;
import io.baton.config.Position;
import io.baton.config.Reading;
import io.baton.config.Spelling;
import io.baton.config.Tracked;
import io.baton.config.TrackedScript;
import io.baton.config.TrackingConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `track_script`, `track_interface`, `track_process` and `track_file` of an instance or a
/// group; a line is `NAME [weight NUMBER [reverse]]`.
final class TrackReader {

  static final Set<String> KEYWORDS =
      Set.of("track_script", "track_interface", "track_process", "track_file");

  /// The names of the trackers of all files, wherever they stand.
  record Known(Set<String> scripts, Set<String> processes, Set<String> files) {}

  private static final int HEAVIEST = 254;

  private final String pointer;
  private final Known known;
  private final Values values;
  private final Reading reading;
  private final Set<String> seen = new HashSet<>();
  private final List<Tracked> interfaces = new ArrayList<>();
  private final List<Tracked> processes = new ArrayList<>();
  private final List<Tracked> files = new ArrayList<>();
  private final Map<String, Position> interfacePositions = new HashMap<>();
  final List<TrackedScript> scripts = new ArrayList<>();
  boolean ownInterface = true;

  /// A reader for one instance or group.
  ///
  /// @param pointer where that one is in the model
  TrackReader(String pointer, Known known, Values values) {
    this.pointer = pointer;
    this.known = known;
    this.values = values;
    reading = values.reading();
  }

  /// What was read.
  ///
  /// @param ownName the interface of the instance, which is not tracked twice; empty for none
  TrackingConfig tracking(String ownName) {
    Position own = interfacePositions.get(ownName);
    if (own != null) {
      reading.note(
          "no-effect",
          own,
          "an instance tracks its own interface anyway; this line is left out, as keepalived does");
    }
    List<Tracked> others = interfaces.stream().filter(i -> !i.name().equals(ownName)).toList();
    return new TrackingConfig(others, processes, files, List.of(), ownInterface);
  }

  void take(Statement block) {
    if (!values.block(block, 0)) {
      return;
    }
    for (Statement line : block.children()) {
      values.noBlock(line);
      if (!seen.add(block.keyword() + " " + line.keyword())) {
        reading.warning(
            "duplicate-value",
            line.position(),
            "%s is tracked already; this line is left out, as keepalived does"
                .formatted(Reading.quote(line.keyword())));
      } else {
        line(block.keyword(), line);
      }
    }
  }

  private void line(String keyword, Statement line) {
    switch (keyword) {
      case "track_script" -> {
        String place = pointer + "/trackScripts/" + scripts.size();
        reading.place(place + "/script", line.position());
        check("vrrp_script", line, known.scripts());
        Tracked tracked = tracked(line, place, ScriptReader.HEAVIEST);
        scripts.add(new TrackedScript(tracked.name(), tracked.weight(), tracked.reverse()));
      }
      case "track_interface" -> {
        interfacePositions.put(line.keyword(), line.position());
        interfaces.add(tracked(line, place("interfaces", interfaces), ScriptReader.HEAVIEST));
      }
      case "track_process" -> {
        check("vrrp_track_process", line, known.processes());
        processes.add(tracked(line, place("processes", processes), HEAVIEST));
      }
      default -> {
        check("track_file", line, known.files());
        files.add(tracked(line, place("files", files), HEAVIEST));
      }
    }
  }

  private String place(String list, List<Tracked> tracked) {
    return pointer + "/tracking/" + list + "/" + tracked.size();
  }

  private void check(String keyword, Statement line, Set<String> names) {
    String name = line.keyword();
    if (!names.contains(name)) {
      reading.add(
          Severity.ERROR,
          keyword.equals("vrrp_script") ? "unknown-script" : "unknown-tracker",
          line.position(),
          "there is no %s %s in this file, so its check would silently be missing"
              .formatted(keyword, Reading.quote(name)),
          reading.isFull() ? Optional.empty() : Spelling.nearest(name, names));
    }
  }

  /// keepalived: a line can make a tracker's sense reverse, but not straight again.
  private Tracked tracked(Statement line, String place, int heaviest) {
    reading.place(place, line.position());
    List<Word> words = line.words();
    @Nullable Integer weight = null;
    @Nullable Boolean reverse = null;
    int read = 0;
    if (words.size() > 1 && words.getFirst().text().equals("weight")) {
      reading.place(place + "/weight", words.get(1).position());
      OptionalInt number = values.integer("weight", words.get(1), -heaviest, heaviest);
      weight = number.isPresent() ? Integer.valueOf(number.getAsInt()) : null;
      reverse = words.size() > 2 && words.get(2).text().equals("reverse") ? true : null;
      read = reverse == null ? 2 : 3;
    }
    if (words.size() > read) {
      reading.error(
          "bad-value",
          words.get(read).position(),
          "%s cannot follow here; a line is NAME [weight NUMBER [reverse]]"
              .formatted(Reading.quote(words.get(read).text())));
    }
    return new Tracked(line.keyword(), weight, reverse);
  }
}
