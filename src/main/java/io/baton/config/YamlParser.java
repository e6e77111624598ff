package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// Makes nodes of the text of one file.
final class YamlParser {

  static final int MAX_DEPTH = 32;
  static final int MAX_NODES = 400_000;
  static final int MAX_ALIASES = 50;

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,127})\\}");

  private final Reading reading;
  private final String file;
  private final Function<String, Optional<String>> environment;
  private int nodes;

  YamlParser(Reading reading, String file, Function<String, Optional<String>> environment) {
    this.reading = reading;
    this.file = file;
    this.environment = environment;
  }

  /// The root of the only document in a text; empty, with an error where there should be one, when
  /// there is none.
  Optional<YamlNode> document(String text) {
    try {
      Node root = composer(text).getSingleNode();
      return root == null ? Optional.empty() : Optional.ofNullable(convert(root, 0));
    } catch (MarkedYAMLException e) {
      // Not getMessage: it quotes the text, which may hold a password.
      syntax(at(e.getProblemMark()), e.getProblem());
    } catch (ReaderException e) {
      syntax(positionOf(text, e.getPosition()), "this character is not allowed in YAML");
    } catch (YAMLException e) {
      reading.error(
          "limit-exceeded",
          at(1, 1),
          "there are more aliases than %d or more levels than %d; nothing of the file is read"
              .formatted(MAX_ALIASES, MAX_DEPTH));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // SnakeYAML lets these out for numbers that are too large in directives and escapes.
      syntax(at(1, 1), "a directive or an escape is out of its range");
    }
    return Optional.empty();
  }

  private static Composer composer(String text) {
    var options = YamlReader.limits();
    return new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
  }

  private void syntax(Position position, @Nullable String problem) {
    reading.error(
        "syntax",
        position,
        "this is no YAML: %s; nothing of the file is read"
            .formatted(problem == null ? "it cannot be understood" : oneLine(problem)));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /// Null, with an error, for what cannot be used. Aliases make a tree out of a graph, so its size
  /// and depth are bounded here once more.
  private @Nullable YamlNode convert(Node node, int depth) {
    Position position = at(node.getStartMark());
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      if (nodes <= MAX_NODES + 1) {
        reading.error(
            "limit-exceeded",
            position,
            "more than %d values or %d levels; this is not read".formatted(MAX_NODES, MAX_DEPTH));
      }
      return null;
    }
    if (!isPlain(node.getTag())) {
      reading.error("wrong-type", position, "a type with ! is not allowed; write the plain value");
      return null;
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, position);
      case SequenceNode sequence -> sequence(sequence, position, depth);
      case MappingNode mapping -> mapping(mapping, position, depth);
      default -> null;
    };
  }

  /// A whole value `${NAME}` stands for a variable, except in single quotes. Null, with an error,
  /// when there is no such variable.
  private @Nullable YamlNode scalar(ScalarNode scalar, Position position) {
    String text = scalar.getValue();
    Matcher variable = VARIABLE.matcher(text);
    if (scalar.getScalarStyle() != DumperOptions.ScalarStyle.SINGLE_QUOTED && variable.matches()) {
      Optional<String> value = environment.apply(variable.group(1));
      if (value.isEmpty()) {
        reading.error(
            "unknown-variable",
            position,
            "there is no environment variable %s; set it, or write the text in single quotes"
                .formatted(variable.group(1)));
        return null;
      }
      return new YamlNode.Scalar(value.get(), false, true, position);
    }
    return new YamlNode.Scalar(text, scalar.getTag().equals(Tag.NULL), false, position);
  }

  private YamlNode sequence(SequenceNode sequence, Position position, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      YamlNode converted = convert(item, depth + 1);
      if (converted != null) {
        items.add(converted);
      }
    }
    return new YamlNode.Sequence(items, position);
  }

  private YamlNode mapping(MappingNode mapping, Position position, int depth) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Position keyPosition = at(tuple.getKeyNode().getStartMark());
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        YamlNode value = convert(tuple.getValueNode(), depth + 1);
        if (value != null) {
          entries.add(new YamlNode.Entry(key.getValue(), keyPosition, value));
        }
      } else {
        reading.error("wrong-type", keyPosition, "a key is a word, not a list or a mapping");
      }
    }
    return new YamlNode.Mapping(entries, position);
  }

  private static boolean isPlain(Tag tag) {
    return tag.startsWith(Tag.PREFIX);
  }

  private Position at(@Nullable Mark mark) {
    return mark == null ? at(1, 1) : at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Position at(int line, int column) {
    return new Position(file, line, column);
  }

  private Position positionOf(String text, int codePoints) {
    int line = 1;
    int column = 1;
    int index = 0;
    for (int i = 0; i < codePoints && index < text.length(); i++) {
      int c = text.codePointAt(index);
      index += Character.charCount(c);
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
    return at(line, column);
  }
}
