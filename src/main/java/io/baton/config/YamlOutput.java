package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mapping that is about to be written: its keys in order, each with the JSON Pointer of what it
/// says. What equals its default is left out.
final class YamlOutput {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}");
  private static final Set<String> NOT_TEXT =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  /// What a key or an item of a list holds.
  sealed interface Value {}

  /// A single value.
  ///
  /// @param text as it stands in YAML
  /// @param value the same as a String, Long, Boolean or, where it must not be shown, a Secret
  record Scalar(String text, Object value) implements Value {

    static Scalar text(String value) {
      return new Scalar(quoted(value), value);
    }

    /// A word, number or truth that needs no quotes.
    static Scalar plain(String word) {
      if (word.equals("true") || word.equals("false")) {
        return new Scalar(word, Boolean.valueOf(word));
      }
      return new Scalar(word, word.matches("-?[0-9]{1,18}") ? Long.valueOf(word) : word);
    }

    static Scalar secret(Secret secret) {
      return new Scalar(quoted(secret.value()), secret);
    }
  }

  record Items(List<Item> items) implements Value {}

  record Fields(YamlOutput fields) implements Value {}

  record Item(String pointer, Value value) {}

  /// @param name the key without quotes
  record Entry(String name, String key, String pointer, Value value) {}

  private final List<Entry> entries = new ArrayList<>();

  List<Entry> entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  private void add(String key, String pointer, Value value) {
    entries.add(new Entry(key, key, pointer, value));
  }

  void text(String key, String pointer, @Nullable String value) {
    if (value != null) {
      add(key, pointer, Scalar.text(value));
    }
  }

  /// A value that only the configuration itself may show.
  ///
  /// @param name any text
  void secret(String name, String pointer, @Nullable Secret value) {
    if (value != null) {
      String key = name.matches("[0-9]+") ? name : quoted(name);
      entries.add(new Entry(name, key, pointer, Scalar.secret(value)));
    }
  }

  void secrets(String key, String pointer, List<Secret> values) {
    items(
        key,
        pointer,
        values.stream().map(v -> new Item(pointer, (Value) Scalar.secret(v))).toList());
  }

  /// A word that needs no quotes.
  void word(String key, String pointer, String value) {
    add(key, pointer, Scalar.plain(value));
  }

  void number(String key, String pointer, long value, long usual) {
    if (value != usual) {
      add(key, pointer, Scalar.plain(Long.toString(value)));
    }
  }

  void flag(String key, String pointer, boolean value, boolean usual) {
    if (value != usual) {
      add(key, pointer, Scalar.plain(Boolean.toString(value)));
    }
  }

  void duration(String key, String pointer, Duration value, Duration usual) {
    if (!value.equals(usual)) {
      add(key, pointer, Scalar.plain(DurationText.of(value)));
    }
  }

  /// Also when it is empty.
  void words(String key, String pointer, List<String> words) {
    add(
        key,
        pointer,
        new Items(words.stream().map(w -> new Item(pointer, (Value) Scalar.text(w))).toList()));
  }

  void items(String key, String pointer, List<Item> items) {
    if (!items.isEmpty()) {
      add(key, pointer, new Items(items));
    }
  }

  /// Left out when nothing is written into it.
  void fields(String key, String pointer, Consumer<YamlOutput> write) {
    YamlOutput inner = of(write);
    if (!inner.isEmpty()) {
      add(key, pointer, new Fields(inner));
    }
  }

  /// Also when nothing is written into it.
  void named(String name, String pointer, Consumer<YamlOutput> write) {
    entries.add(new Entry(name, quoted(name), pointer, new Fields(of(write))));
  }

  static YamlOutput of(Consumer<YamlOutput> write) {
    var output = new YamlOutput();
    write.accept(output);
    return output;
  }

  /// A text as YAML that is read back as the same text.
  static String quoted(String text) {
    if (VARIABLE.matcher(text).matches()) {
      return "'" + text + "'";
    }
    if (PLAIN.matcher(text).matches()
        && !NOT_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT))) {
      return text;
    }
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if ((c >= ' ' && c < 127) || (c > 159 && Character.isLetterOrDigit(c))) {
            quoted.append(c);
          } else {
            quoted.append("\\u%04x".formatted((int) c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
