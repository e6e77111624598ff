package io.baton.keepalived;

import io.baton.config.Reading;
import io.baton.config.Spelling;
import io.baton.config.TrackedScript;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the lines of `track_script`: `NAME [weight NUMBER [reverse]]`.
final class TrackReader {

  private final String pointer;
  private final Set<String> scripts;
  private final Values values;
  private final Reading reading;
  private final Set<String> seen = new HashSet<>();

  /// A reader for one instance.
  ///
  /// @param scripts the names of all scripts of the file
  TrackReader(String pointer, Set<String> scripts, Values values) {
    this.pointer = pointer;
    this.scripts = scripts;
    this.values = values;
    reading = values.reading();
  }

  void read(Statement line, List<TrackedScript> tracked) {
    values.noBlock(line);
    String name = line.keyword();
    if (!seen.add(name)) {
      reading.warning(
          "duplicate-value",
          line.position(),
          "%s is tracked already; this line is left out, as keepalived does"
              .formatted(Reading.quote(name)));
      return;
    }
    String place = pointer + "/" + tracked.size();
    reading.place(place, line.position());
    reading.place(place + "/script", line.position());
    if (!scripts.contains(name)) {
      reading.error(
          "unknown-script",
          line.position(),
          "there is no vrrp_script %s in this file, so its check would silently be missing%s"
              .formatted(
                  Reading.quote(name), reading.isFull() ? "" : Spelling.suggestion(name, scripts)));
    }
    tracked.add(tracked(line, name, place));
  }

  /// keepalived: a line can make a script's sense reverse, but not straight again.
  private TrackedScript tracked(Statement line, String name, String place) {
    List<Word> words = line.words();
    @Nullable Integer weight = null;
    @Nullable Boolean reverse = null;
    int known = 0;
    if (words.size() > 1 && words.getFirst().text().equals("weight")) {
      int heaviest = ScriptReader.HEAVIEST;
      reading.place(place + "/weight", words.get(1).position());
      OptionalInt read = values.integer("weight", words.get(1), -heaviest, heaviest);
      weight = read.isPresent() ? read.getAsInt() : null;
      reverse = words.size() > 2 && words.get(2).text().equals("reverse") ? true : null;
      known = reverse == null ? 2 : 3;
    }
    if (words.size() > known) {
      reading.error(
          "bad-value",
          words.get(known).position(),
          "%s cannot follow here; a line is NAME [weight NUMBER [reverse]]"
              .formatted(Reading.quote(words.get(known).text())));
    }
    return new TrackedScript(name, weight, reverse);
  }
}
