package io.baton.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A configuration as a tree of maps, lists and single values: the document `baton.yaml` as JSON
/// has it, with the same keys and the same texts. Reading and writing it is the work of the YAML
/// classes, so that there is one language.
public final class ConfigTree {

  /// What stands for a secret where secrets are not shown, and keeps it where it is sent back.
  public static final String HIDDEN = "***";

  private ConfigTree() {}

  /// The document, with only what differs from the defaults. Secrets stand in it as `Secret`.
  public static Map<String, Object> of(BatonConfig config) {
    return map(YamlWriter.document(config));
  }

  private static Map<String, Object> map(YamlOutput output) {
    var map = new LinkedHashMap<String, Object>();
    for (YamlOutput.Entry entry : output.entries()) {
      map.put(entry.name(), value(entry.value()));
    }
    return map;
  }

  private static Object value(YamlOutput.Value value) {
    return switch (value) {
      case YamlOutput.Scalar scalar -> scalar.value();
      case YamlOutput.Fields(YamlOutput fields) -> map(fields);
      case YamlOutput.Items(List<YamlOutput.Item> items) ->
          items.stream().map(item -> value(item.value())).toList();
    };
  }

  /// A copy with `HIDDEN` instead of every secret.
  public static Object hidden(Object tree) {
    return switch (tree) {
      case Secret _ -> HIDDEN;
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), hidden(value)));
        yield copy;
      }
      case List<?> list -> list.stream().map(ConfigTree::hidden).toList();
      default -> tree;
    };
  }

  /// A copy of a tree in which every `HIDDEN` is the secret that stands in the same place of an
  /// earlier one. Where there is none it stays, and reading the tree tells it.
  ///
  /// @param tree null for JSON's null
  public static @Nullable Object restored(@Nullable Object tree, @Nullable Object earlier) {
    return switch (tree) {
      case null -> null;
      case String text when text.equals(HIDDEN) && earlier instanceof Secret secret -> secret;
      case Map<?, ?> map -> {
        Map<?, ?> before = earlier instanceof Map<?, ?> other ? other : Map.of();
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach(
            (key, value) -> copy.put(String.valueOf(key), restored(value, before.get(key))));
        yield copy;
      }
      case List<?> list -> {
        List<?> before = earlier instanceof List<?> other ? other : List.of();
        var copy = new ArrayList<@Nullable Object>();
        for (Object value : list) {
          int index = copy.size();
          copy.add(restored(value, index < before.size() ? before.get(index) : null));
        }
        yield copy;
      }
      default -> tree;
    };
  }

  /// Reads a document. The position of a finding has a JSON Pointer into the tree as its file.
  ///
  /// @param tree of maps, lists, `String`, `Boolean`, `Number`, `Secret` and null
  public static ReadConfig read(Map<?, ?> tree) {
    var reading = new Reading("");
    var root = (YamlNode.Mapping) new TreeNodes(reading).node(tree, "");
    return reading.finish(YamlDocument.read(root, reading, Sources.NONE));
  }

  /// A JSON Pointer one step further down.
  public static String pointer(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /// Makes nodes of a tree; the caller has bounded its size and depth.
  private record TreeNodes(Reading reading) {

    YamlNode node(@Nullable Object value, String pointer) {
      var position = new Position(pointer, 1, 1);
      return switch (value) {
        case null -> new YamlNode.Scalar("", true, false, position);
        case Map<?, ?> map -> new YamlNode.Mapping(entries(map, pointer), position);
        case List<?> list -> {
          var items = new ArrayList<YamlNode>();
          list.forEach(item -> items.add(node(item, pointer + "/" + items.size())));
          yield new YamlNode.Sequence(items, position);
        }
        case Secret secret -> scalar(secret.value(), true, YamlNode.Kind.TEXT, position);
        case Number number -> scalar(number.toString(), false, YamlNode.Kind.NUMBER, position);
        case Boolean flag -> scalar(flag.toString(), false, YamlNode.Kind.FLAG, position);
        default -> text(value.toString(), position);
      };
    }

    private YamlNode text(String text, Position position) {
      if (text.equals(HIDDEN)) {
        reading.error(
            "no-secret",
            position,
            "*** keeps a secret that is there, and there is none here; send the secret itself");
      }
      return scalar(text, false, YamlNode.Kind.TEXT, position);
    }

    private static YamlNode scalar(
        String text, boolean hidden, YamlNode.Kind kind, Position position) {
      return new YamlNode.Scalar(text, false, hidden, kind, position);
    }

    private List<YamlNode.Entry> entries(Map<?, ?> map, String pointer) {
      var entries = new ArrayList<YamlNode.Entry>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = String.valueOf(entry.getKey());
        String place = pointer(pointer, key);
        if (place.equals("/include")) {
          reading.error(
              "unknown-key",
              new Position(place, 1, 1),
              "only files include files; send what they say");
        }
        entries.add(
            new YamlNode.Entry(key, new Position(place, 1, 1), node(entry.getValue(), place)));
      }
      return entries;
    }
  }
}
