package io.baton.config;

import java.util.ArrayList;
import java.util.List;

/// Reads a file and all that it includes into one list of documents. Bounded in depth, files and
/// characters.
final class YamlIncludes {

  static final int MAX_FILES = 256;
  static final int MAX_DEPTH = 8;

  private static final String KEY = "include";

  private final Reading reading;
  private final Sources sources;
  private final List<YamlNode.Mapping> documents = new ArrayList<>();
  private int files;
  private long characters;

  YamlIncludes(Reading reading, Sources sources) {
    this.reading = reading;
    this.sources = sources;
  }

  /// The document of the file itself first; empty when nothing of it can be used.
  List<YamlNode.Mapping> read(String fileName, String text) {
    take(fileName, text, new Position(fileName, 1, 1), 0);
    return documents;
  }

  private void take(String name, String text, Position here, int depth) {
    files++;
    reading.begin(name);
    characters += text.length();
    if (characters > YamlReader.MAX_CHARACTERS) {
      reading.error(
          "limit-exceeded",
          here,
          depth == 0
              ? "the file has more than %d characters; nothing of it is read"
                  .formatted(YamlReader.MAX_CHARACTERS)
              : "all files together have more than %d characters; this is not read"
                  .formatted(YamlReader.MAX_CHARACTERS));
      return;
    }
    String content = text.startsWith("\ufeff") ? text.substring(1) : text;
    new YamlParser(reading, name, sources.environment())
        .document(content)
        .ifPresent(root -> document(name, root, depth));
  }

  private void document(String name, YamlNode root, int depth) {
    if (root instanceof YamlNode.Mapping mapping) {
      documents.add(mapping);
      mapping.entries().stream()
          .filter(entry -> entry.key().equals(KEY))
          .forEach(entry -> include(name, entry.value(), depth));
    } else if (!(root instanceof YamlNode.Scalar scalar && scalar.isNull())) {
      reading.error(
          "wrong-type", root.position(), "a configuration is a mapping (key: value) at its top");
    }
  }

  private void include(String fromFile, YamlNode value, int depth) {
    switch (value) {
      case YamlNode.Scalar scalar -> find(fromFile, scalar, depth);
      case YamlNode.Sequence sequence ->
          sequence.items().forEach(item -> include(fromFile, item, depth));
      case YamlNode.Mapping mapping ->
          reading.error(
              "wrong-type", mapping.position(), "include is a folder or a file, or a list of them");
    }
  }

  private void find(String fromFile, YamlNode.Scalar scalar, int depth) {
    if (depth == MAX_DEPTH) {
      reading.error(
          "limit-exceeded",
          scalar.position(),
          "files include each other more than %d deep; this is not read".formatted(MAX_DEPTH));
      return;
    }
    switch (sources.includes().find(fromFile, pattern(scalar.text()))) {
      case Includes.Refused(String reason) ->
          reading.error("not-included", scalar.position(), "nothing is included: " + reason);
      case Includes.Found(List<Includes.Text> texts) -> {
        if (texts.isEmpty()) {
          reading.warning("not-included", scalar.position(), "no *.yaml is there to include");
        }
        texts.forEach(text -> included(text, scalar.position(), depth));
      }
    }
  }

  private void included(Includes.Text text, Position here, int depth) {
    if (files < MAX_FILES) {
      take(text.name(), text.text(), here, depth + 1);
    } else if (files++ == MAX_FILES) {
      reading.error(
          "limit-exceeded", here, "more than %d files; the rest is not read".formatted(MAX_FILES));
    }
  }

  /// A folder stands for every `*.yaml` in it.
  private static String pattern(String text) {
    boolean isFile = text.endsWith(".yaml") || text.endsWith(".yml") || text.contains("*");
    return isFile ? text : text + (text.endsWith("/") ? "" : "/") + "*.yaml";
  }
}
