package io.baton.config;

import java.util.List;

/// Opens the files that a configuration names: those it includes, and those that hold its secrets.
/// The readers never open one themselves.
@FunctionalInterface
public interface Includes {

  /// No other file is ever opened.
  Includes NONE = (_, _) -> new Refused("no other files are opened here");

  /// Looks for the files of a pattern.
  ///
  /// @param fromFile the file that names them; a relative pattern starts in its folder
  /// @param pattern a path, whose last part may have `*` in it
  Result find(String fromFile, String pattern);

  /// What was found.
  sealed interface Result {}

  /// The files in the order of their names; none when a pattern with `*` matches none.
  record Found(List<Text> texts) implements Result {

    public Found {
      texts = List.copyOf(texts);
    }
  }

  /// Nothing can be read, and why, in one line without the content of any file.
  record Refused(String reason) implements Result {}

  /// A file and what stands in it.
  record Text(String name, String text) {}
}
