package io.baton.api;

import io.baton.config.ConfigTree;
import io.baton.config.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The document in its two parts, as trees: what files say and what the API manages.
///
/// @param files read-only
/// @param managed may be changed
/// @param positions where the values of the files stand, by JSON Pointer into their model
record Documents(
    Map<String, Object> files, Map<String, Object> managed, Map<String, Position> positions) {

  /// Mappings of named things; whatever else is at the top holds for the whole daemon.
  static final Set<String> SECTIONS =
      Set.of("instances", "syncGroups", "scripts", "processes", "files", "checks", "notifiers");

  static Documents of(ConfigState state) {
    return new Documents(
        ConfigTree.of(state.files()), ConfigTree.of(state.managed()), state.filePositions());
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> section(Map<String, Object> document, String section) {
    return document.get(section) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /// Both parts as one document, files first.
  Map<String, Object> whole() {
    return whole(managed);
  }

  /// The files with another managed part.
  Map<String, Object> whole(Map<String, Object> other) {
    var all = new LinkedHashMap<String, Object>(files);
    other.forEach(
        (key, value) -> {
          if (SECTIONS.contains(key) && value instanceof Map<?, ?>) {
            var merged = new LinkedHashMap<String, Object>(section(files, key));
            merged.putAll(section(other, key));
            all.put(key, merged);
          } else {
            all.put(key, value);
          }
        });
    return all;
  }

  /// A named thing, wherever it comes from.
  Optional<Object> find(String section, String name) {
    Object managedOne = section(managed, section).get(name);
    return Optional.ofNullable(managedOne != null ? managedOne : section(files, section).get(name));
  }

  boolean isFromFile(String section, String name) {
    return section(files, section).containsKey(name);
  }

  /// Where a thing stands in the files.
  Position position(String section, String name) {
    int index = new ArrayList<>(section(files, section).keySet()).indexOf(name);
    return positionOf("/" + section + "/" + index);
  }

  private Position positionOf(String pointer) {
    String path = pointer;
    while (!path.isEmpty() && !positions.containsKey(path)) {
      path = path.substring(0, path.lastIndexOf('/'));
    }
    Position found = positions.get(path);
    return found == null ? new Position("configuration", 1, 1) : found;
  }

  void requireManaged(String section, String name) {
    if (isFromFile(section, name)) {
      throw readOnly(name, position(section, name));
    }
  }

  static ApiProblem readOnly(String name, Position position) {
    return ApiProblem.conflict(
            "read-only",
            "%s comes from %s, line %d: change it there"
                .formatted(ApiProblem.quote(name), position.file(), position.line()))
        .with("file", position.file())
        .with("line", position.line());
  }

  /// Takes what files say out of a whole document, so that the managed part is left. What is there
  /// must be as in the files.
  Map<String, @Nullable Object> withoutFiles(Map<String, @Nullable Object> document) {
    var rest = new LinkedHashMap<String, @Nullable Object>();
    document.forEach(
        (key, value) -> {
          Object own = files.get(key);
          if (own == null) {
            rest.put(key, value);
          } else if (SECTIONS.contains(key) && value instanceof Map<?, ?> entries) {
            var kept = new LinkedHashMap<String, @Nullable Object>();
            entries.forEach((name, entry) -> keep(key, String.valueOf(name), entry, kept));
            rest.put(key, kept);
          } else if (SECTIONS.contains(key)) {
            // Of the wrong type, which is told with the other mistakes.
            rest.put(key, value);
          } else if (!own.equals(value)) {
            throw readOnly(key, positionOf("/global/" + key));
          }
        });
    return rest;
  }

  /// A patch that takes away what files say is refused as well.
  void requireAllOfFiles(Map<String, ? extends @Nullable Object> document) {
    files.forEach(
        (key, value) -> {
          Object there = document.get(key);
          if (there == null) {
            throw readOnly(key, positionOf("/global/" + key));
          }
          if (SECTIONS.contains(key) && there instanceof Map<?, ?> entries) {
            for (String name : section(files, key).keySet()) {
              if (!entries.containsKey(name)) {
                throw readOnly(name, position(key, name));
              }
            }
          }
        });
  }

  private void keep(
      String section, String name, @Nullable Object entry, Map<String, @Nullable Object> kept) {
    Object own = section(files, section).get(name);
    if (own == null) {
      kept.put(name, entry);
    } else if (!own.equals(numbers(entry))) {
      throw readOnly(name, position(section, name));
    }
  }

  /// Numbers as the tree has them, so that they compare.
  static @Nullable Object numbers(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer number -> Long.valueOf(number);
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        list.forEach(item -> copy.add(numbers(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), numbers(item)));
        yield copy;
      }
      default -> value;
    };
  }
}
