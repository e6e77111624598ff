package io.baton.config;

import java.util.Comparator;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1
public record Position(String file, int line, int column) {

  /// By file, line and column.
  public static final Comparator<Position> ORDER =
      Comparator.comparing(Position::file)
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  /// `keepalived.conf:12:5`.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
