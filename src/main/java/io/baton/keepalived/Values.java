package io.baton.keepalived;

import io.baton.config.Reading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads the values of the statements of one block, and tells what is wrong with them.
final class Values {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{0,9}\\.[0-9]{1,9}|[0-9]{1,9}\\.?");

  private final Reading reading;
  private final Map<String, Statement> seen = new HashMap<>();

  Values(Reading reading) {
    this.reading = reading;
  }

  Reading reading() {
    return reading;
  }

  /// The statement is there; warns when it was there before, since the later one counts.
  void once(Statement statement) {
    Statement earlier = seen.put(statement.keyword(), statement);
    if (earlier != null) {
      reading.warning(
          "duplicate-keyword",
          statement.position(),
          "%s was set in line %d already; this later one counts, as it does for keepalived"
              .formatted(statement.keyword(), earlier.position().line()));
    }
  }

  /// A keyword without a value.
  void flag(Statement statement) {
    once(statement);
    noBlock(statement);
    extraWords(statement, 0, "takes no value");
  }

  /// A keyword that may be followed by `on`, `off`, `true`, `false`, `yes` or `no`; alone it is on.
  boolean bool(Statement statement) {
    once(statement);
    noBlock(statement);
    extraWords(statement, 1, "takes one value");
    if (statement.words().isEmpty()) {
      return true;
    }
    Word word = statement.words().getFirst();
    return switch (word.text()) {
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      default -> {
        reading.warning(
            "bad-value",
            word.position(),
            "%s is neither on nor off for %s; on is taken"
                .formatted(Reading.quote(word.text()), statement.keyword()));
        yield true;
      }
    };
  }

  /// A keyword with exactly one value.
  Optional<Word> one(Statement statement) {
    return upTo(statement, 1);
  }

  /// A keyword with one value at least, and no more than `most`.
  Optional<Word> upTo(Statement statement, int most) {
    once(statement);
    noBlock(statement);
    if (statement.words().isEmpty()) {
      reading.error(
          "missing-value", statement.position(), statement.keyword() + " lacks its value");
      return Optional.empty();
    }
    extraWords(statement, most, most == 1 ? "takes one value" : "takes " + most + " values");
    return Optional.of(statement.words().getFirst());
  }

  /// Tells that a block lacks what it must have, and that the model's value would have stood there.
  void lacks(Statement block, String what, String pointer) {
    reading.place(pointer, block.position());
    reading.error("missing-value", block.position(), block.keyword() + " lacks " + what);
  }

  /// The name behind a block's keyword; empty, with an error, when there is none.
  String name(Statement block, String pointer) {
    if (block.words().isEmpty()) {
      lacks(block, "its name", pointer);
      return "";
    }
    reading.place(pointer, block.valuePosition());
    return block.words().getFirst().text();
  }

  /// Warns of words behind the first `most`; does not show them, they could be a password.
  void extraWords(Statement statement, int most, String rule) {
    if (statement.words().size() > most) {
      reading.warning(
          "extra-words",
          statement.words().get(most).position(),
          "%s %s; what follows is ignored, as keepalived does"
              .formatted(statement.keyword(), rule));
    }
  }

  void noBlock(Statement statement) {
    if (statement.hasBlock()) {
      reading.error(
          "unexpected-block",
          statement.position(),
          statement.keyword() + " takes no block; its { ... } is left out");
    }
  }

  /// Whether there is a block; an error when not. Words before the brace are told as well.
  boolean block(Statement statement, int names) {
    extraWords(statement, names, names == 0 ? "takes no name" : "takes one name");
    if (!statement.hasBlock()) {
      reading.error(
          "missing-block", statement.position(), statement.keyword() + " lacks its { ... }");
    }
    return statement.hasBlock();
  }

  /// The one value of a statement, as a number within bounds.
  OptionalInt integer(Statement statement, int least, int most) {
    return one(statement)
        .map(word -> integer(statement.keyword(), word, least, most))
        .orElse(OptionalInt.empty());
  }

  /// A word as a number within bounds.
  ///
  /// @param what what the number is, for messages
  OptionalInt integer(String what, Word word, int least, int most) {
    String range = "; a whole number from %d to %d is".formatted(least, most);
    if (!INTEGER.matcher(word.text()).matches()) {
      bad(what, word, "bad-value", range);
      return OptionalInt.empty();
    }
    int value = Integer.parseInt(word.text());
    if (value < least || value > most) {
      bad(what, word, "out-of-range", range);
      return OptionalInt.empty();
    }
    return OptionalInt.of(value);
  }

  /// How much a tracker counts.
  record Weight(int value, boolean reverse) {}

  /// `weight NUMBER [reverse]`.
  Weight weight(Statement statement, int heaviest, Weight otherwise) {
    Optional<Word> word = upTo(statement, 2);
    if (word.isEmpty()) {
      return otherwise;
    }
    int value = integer("weight", word.get(), -heaviest, heaviest).orElse(otherwise.value());
    boolean reverse = false;
    if (statement.words().size() > 1) {
      Word second = statement.words().get(1);
      reverse = second.text().equals("reverse");
      if (!reverse) {
        reading.error(
            "bad-value",
            second.position(),
            "%s cannot follow a weight; \"reverse\" can".formatted(Reading.quote(second.text())));
      }
    }
    return new Weight(value, reverse);
  }

  /// The one value of a statement, in decimal seconds; parts below a nanosecond are cut.
  Optional<Duration> seconds(Statement statement, Duration least, Duration most) {
    return one(statement).flatMap(w -> seconds(statement, w, least, most));
  }

  private Optional<Duration> seconds(
      Statement statement, Word word, Duration least, Duration most) {
    String range = "; seconds from %s to %s are".formatted(inSeconds(least), inSeconds(most));
    if (!DECIMAL.matcher(word.text()).matches()) {
      bad(statement.keyword(), word, "bad-value", range);
      return Optional.empty();
    }
    BigDecimal nanos = new BigDecimal(word.text()).movePointRight(9);
    Duration value = Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      bad(statement.keyword(), word, "out-of-range", range);
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /// `0.25`.
  static String inSeconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  private void bad(String what, Word word, String code, String range) {
    reading.error(
        code,
        word.position(),
        "%s is no value for %s%s".formatted(Reading.quote(word.text()), what, range));
  }
}
