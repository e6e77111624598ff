package io.baton.config;

import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/// Reads a `baton.yaml`. Composes nodes only: no object of any type is ever made from a document.
public final class YamlReader {

  /// A longer text is not read at all. SnakeYAML's time grows with the square of the longest word,
  /// so that one word of this length takes it a second.
  public static final int MAX_CHARACTERS = 2 * 1024 * 1024;

  private YamlReader() {}

  /// Reads a text that includes nothing and asks for no variable; never throws.
  ///
  /// @param fileName what findings call the text; nothing is opened
  public static ReadConfig read(String fileName, String text) {
    return read(fileName, text, Sources.NONE);
  }

  /// Reads a text with all that it includes; never throws. The model may break rules of
  /// `ConfigValidator`, which tells what is missing in it.
  public static ReadConfig read(String fileName, String text, Sources sources) {
    return read(new Reading(fileName), fileName, text, sources);
  }

  static ReadConfig read(Reading reading, String fileName, String text, Sources sources) {
    List<YamlNode.Mapping> documents = new YamlIncludes(reading, sources).read(fileName, text);
    return reading.finish(YamlDocument.read(YamlMerge.merge(documents), reading, sources));
  }

  static LoaderOptions limits() {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(YamlParser.MAX_ALIASES);
    options.setNestingDepthLimit(YamlParser.MAX_DEPTH);
    return options;
  }
}
