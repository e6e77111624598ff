package io.baton.keepalived;

import io.baton.config.Position;
import java.util.ArrayList;
import java.util.List;

/// The text that is left when files are included and definitions expanded, and where each of its
/// lines came from.
final class SourceText {

  /// Where a line came from.
  ///
  /// @param width the length of the line there, when the line was made of it; 0 when it is the same
  private record Origin(String file, int line, int width) {}

  private final StringBuilder text = new StringBuilder();
  private final List<Origin> origins = new ArrayList<>();

  /// Adds a line.
  ///
  /// @param exact whether the line stands there as it is
  void add(String line, String file, int number, String original, boolean exact) {
    if (!origins.isEmpty()) {
      text.append('\n');
    }
    text.append(line);
    origins.add(new Origin(file, number, exact ? 0 : Math.max(1, original.length())));
  }

  String text() {
    return text.toString();
  }

  int length() {
    return text.length();
  }

  int lines() {
    return origins.size();
  }

  /// The place of a character.
  ///
  /// @param line, column of this text, from 1
  Position at(int line, int column) {
    if (origins.isEmpty()) {
      return new Position("configuration", line, column);
    }
    Origin origin = origins.get(Math.clamp(line, 1, origins.size()) - 1);
    int shown = origin.width() == 0 ? column : Math.min(column, origin.width());
    return new Position(origin.file(), origin.line(), shown);
  }
}
