package io.baton.config;

import java.util.List;

/// What a YAML document consists of, with aliases resolved and types still to be found.
sealed interface YamlNode {

  Position position();

  /// A single value.
  ///
  /// @param isNull whether it is YAML's null: nothing, `~` or `null` without quotes
  /// @param hidden whether it came from the environment, so that no message may show it
  /// @param kind what the document says it is
  record Scalar(String text, boolean isNull, boolean hidden, Kind kind, Position position)
      implements YamlNode {

    /// Of a YAML document, where the one who reads decides.
    Scalar(String text, boolean isNull, boolean hidden, Position position) {
      this(text, isNull, hidden, Kind.ANY, position);
    }
  }

  /// What a single value may be read as.
  enum Kind {
    ANY,
    TEXT,
    NUMBER,
    FLAG
  }

  record Sequence(List<YamlNode> items, Position position) implements YamlNode {}

  record Mapping(List<Entry> entries, Position position) implements YamlNode {}

  record Entry(String key, Position position, YamlNode value) {}
}
