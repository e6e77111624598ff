package io.baton.config;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1
public record Position(String file, int line, int column) {

  /// `keepalived.conf:12:5`.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
