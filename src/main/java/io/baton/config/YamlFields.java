package io.baton.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One mapping of a document, read key by key. What was asked for is what is known: `finish` tells
/// all other keys. A value of the wrong type is told and then counts as not there.
final class YamlFields {

  private final Reading reading;
  private final Sources sources;
  private final Position position;
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  YamlFields(YamlNode.Mapping mapping, Reading reading, Sources sources) {
    this.reading = reading;
    this.sources = sources;
    position = mapping.position();
    for (YamlNode.Entry entry : mapping.entries()) {
      YamlNode.Entry earlier = entries.putIfAbsent(entry.key(), entry);
      if (earlier != null) {
        reading.error(
            "duplicate-key",
            entry.position(),
            "%s stands in %s already; take one of them away"
                .formatted(Reading.quote(entry.key()), place(entry, earlier)));
      }
    }
  }

  private static String place(YamlNode.Entry entry, YamlNode.Entry earlier) {
    return entry.position().file().equals(earlier.position().file())
        ? "line " + earlier.position().line()
        : earlier.position().toString();
  }

  YamlFields of(YamlNode.Mapping mapping) {
    return new YamlFields(mapping, reading, sources);
  }

  Reading reading() {
    return reading;
  }

  Sources sources() {
    return sources;
  }

  Position position() {
    return position;
  }

  Iterable<YamlNode.Entry> entries() {
    return entries.values();
  }

  /// Tells that a key is not there, and that the model's value would have stood here.
  void require(String key, String pointer, Position here) {
    if (!entries.containsKey(key)) {
      reading.place(pointer, here);
      reading.error("missing-value", here, key + " must be set");
    }
  }

  /// Tells the keys that nobody asked for.
  void finish() {
    reading.tellKeys(position, asked);
    for (YamlNode.Entry entry : entries.values()) {
      if (!asked.contains(entry.key())) {
        reading.add(
            Finding.Severity.ERROR,
            "unknown-key",
            entry.position(),
            "nobody knows the key %s here".formatted(Reading.quote(entry.key())),
            Spelling.nearest(entry.key(), asked));
      }
    }
  }

  Optional<YamlNode> node(String key, String pointer) {
    asked.add(key);
    YamlNode.Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    reading.place(pointer, entry.value().position());
    if (entry.value() instanceof YamlNode.Scalar(_, boolean isNull, _, _, Position at) && isNull) {
      reading.error(
          "missing-value", at, "%s has no value; write one or take the key away".formatted(key));
      return Optional.empty();
    }
    return Optional.of(entry.value());
  }

  void text(String key, String pointer, Consumer<String> use) {
    scalar(key, pointer, "a text").map(YamlNode.Scalar::text).ifPresent(use);
  }

  @Nullable String text(String key, String pointer) {
    return scalar(key, pointer, "a text").map(YamlNode.Scalar::text).orElse(null);
  }

  int number(String key, String pointer, int otherwise) {
    var draft = new int[] {otherwise};
    number(key, pointer, v -> draft[0] = v);
    return draft[0];
  }

  boolean flag(String key, String pointer, boolean otherwise) {
    var draft = new boolean[] {otherwise};
    flag(key, pointer, v -> draft[0] = v);
    return draft[0];
  }

  Duration duration(String key, String pointer, Duration otherwise) {
    var draft = new Duration[] {otherwise};
    duration(key, pointer, v -> draft[0] = v);
    return draft[0];
  }

  @Nullable InetAddress address(String key, String pointer) {
    return scalar(key, pointer, "an address").flatMap(s -> address(key, s)).orElse(null);
  }

  /// A number of 32 bits without a sign, decimal or hexadecimal with `0x`.
  OptionalLong unsigned(String key, String pointer) {
    Optional<YamlNode.Scalar> scalar = scalar(key, pointer, "a number");
    if (scalar.isEmpty()) {
      return OptionalLong.empty();
    }
    String text = scalar.get().text();
    if (text.matches("0x[0-9A-Fa-f]{1,8}")) {
      return OptionalLong.of(Long.parseLong(text.substring(2), 16));
    }
    if (text.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(text) <= 0xffff_ffffL) {
      return OptionalLong.of(Long.parseLong(text));
    }
    bad(key, scalar.get(), "0 to 4294967295, or 0x and hexadecimal digits,");
    return OptionalLong.empty();
  }

  /// One of the constants of an enum, in lower case with dashes.
  <T extends Enum<T>> T choice(String key, String pointer, T[] choices, T otherwise) {
    Optional<YamlNode.Scalar> scalar = scalar(key, pointer, "a word");
    if (scalar.isEmpty()) {
      return otherwise;
    }
    for (T choice : choices) {
      if (word(choice).equals(scalar.get().text())) {
        return choice;
      }
    }
    List<String> words = Arrays.stream(choices).map(YamlFields::word).toList();
    bad(
        key,
        scalar.get(),
        String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast());
    return otherwise;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void number(String key, String pointer, Consumer<Integer> use) {
    scalar(key, pointer, "a whole number")
        .ifPresent(
            scalar -> {
              if (scalar.text().matches("0|-?[1-9][0-9]{0,8}")) {
                use.accept(Integer.parseInt(scalar.text()));
              } else {
                bad(key, scalar, "a whole number, decimal and without a leading zero,");
              }
            });
  }

  void flag(String key, String pointer, Consumer<Boolean> use) {
    scalar(key, pointer, "true or false")
        .ifPresent(
            scalar -> {
              switch (scalar.text()) {
                case "true", "yes", "on" -> use.accept(true);
                case "false", "no", "off" -> use.accept(false);
                default -> bad(key, scalar, "true or false");
              }
            });
  }

  void duration(String key, String pointer, Consumer<Duration> use) {
    scalar(key, pointer, "a duration")
        .ifPresent(
            scalar ->
                DurationText.parse(scalar.text())
                    .ifPresentOrElse(
                        use, () -> bad(key, scalar, "a duration with its unit (2s, 100ms, 1m)")));
  }

  void address(String key, String pointer, Consumer<InetAddress> use) {
    scalar(key, pointer, "an address").flatMap(s -> address(key, s)).ifPresent(use);
  }

  Optional<InetAddress> address(String key, YamlNode.Scalar scalar) {
    Optional<InetAddress> address = IpLiteral.parse(scalar.text());
    if (address.isEmpty()) {
      bad(key, scalar, "an IP address");
    }
    return address;
  }

  void mapping(String key, String pointer, Consumer<YamlFields> use) {
    node(key, pointer)
        .ifPresent(
            node -> {
              if (node instanceof YamlNode.Mapping mapping) {
                use.accept(of(mapping));
              } else {
                wrongType(key, node, "a mapping (key: value)");
              }
            });
  }

  List<YamlNode> list(String key, String pointer) {
    Optional<YamlNode> node = node(key, pointer);
    if (node.isPresent() && node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    node.ifPresent(n -> wrongType(key, n, "a list"));
    return List.of();
  }

  /// An item of a list as text.
  Optional<YamlNode.Scalar> item(String key, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    wrongType("an entry of " + key, node, "a text");
    return Optional.empty();
  }

  void bad(String key, YamlNode.Scalar scalar, String right) {
    reading.error(
        "bad-value",
        scalar.position(),
        "%s is no value for %s; %s is"
            .formatted(
                scalar.hidden() ? "what the variable holds" : Reading.quote(scalar.text()),
                key,
                right));
  }

  void wrongType(String what, YamlNode node, String right) {
    String found =
        switch (node) {
          case YamlNode.Scalar scalar -> kind(scalar);
          case YamlNode.Sequence _ -> "a list";
          case YamlNode.Mapping _ -> "a mapping";
        };
    reading.error("wrong-type", node.position(), "%s is %s, not %s".formatted(what, right, found));
  }

  private static String kind(YamlNode.Scalar scalar) {
    if (scalar.isNull()) {
      return "nothing";
    }
    return switch (scalar.kind()) {
      case ANY -> "a single value";
      case TEXT -> "a text";
      case NUMBER -> "a number";
      case FLAG -> "true or false";
    };
  }

  private Optional<YamlNode.Scalar> scalar(String key, String pointer, String right) {
    Optional<YamlNode> node = node(key, pointer);
    if (node.isPresent()
        && node.get() instanceof YamlNode.Scalar scalar
        && suits(scalar.kind(), right)) {
      return Optional.of(scalar);
    }
    node.ifPresent(n -> wrongType(key, n, right));
    return Optional.empty();
  }

  /// Whether what says its kind, as JSON does, is of the kind that is asked for.
  private static boolean suits(YamlNode.Kind kind, String right) {
    return switch (right) {
      case "a whole number" -> kind == YamlNode.Kind.ANY || kind == YamlNode.Kind.NUMBER;
      case "true or false" -> kind == YamlNode.Kind.ANY || kind == YamlNode.Kind.FLAG;
      case "a number" -> kind != YamlNode.Kind.FLAG;
      default -> kind == YamlNode.Kind.ANY || kind == YamlNode.Kind.TEXT;
    };
  }
}
