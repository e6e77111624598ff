package io.baton.keepalived;

import io.baton.config.HmacConfig;
import io.baton.config.HmacConfig.AntiReplay;
import io.baton.config.HmacConfig.Mode;
import io.baton.config.Reading;
import io.baton.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an `auth_hmac` block. Nothing that it says shows a word of the block.
final class HmacReader {

  static final Set<String> KEYWORDS =
      Set.of("key", "active_key", "time_window", "anti_replay", "mode");

  private static final int LEAST_OCTETS = 32;
  private static final int MOST_OCTETS = 64;

  private final Values values;
  private final Reading reading;
  private final List<HmacConfig.Key> keys = new ArrayList<>();
  private @Nullable Integer activeKey;
  private Duration window = Duration.ZERO;
  private AntiReplay antiReplay = AntiReplay.TIME;
  private Mode mode = Mode.ENFORCE;

  private HmacReader(Reading reading) {
    this.reading = reading;
    values = new Values(reading);
  }

  /// Null, with an error, when the block has no usable key.
  static @Nullable HmacConfig read(Statement block, String pointer, Reading reading) {
    return new HmacReader(reading).read(block, pointer);
  }

  private @Nullable HmacConfig read(Statement block, String pointer) {
    reading.place(pointer, block.position());
    if (!values.block(block, 0)) {
      return null;
    }
    block.children().forEach(this::take);
    if (keys.isEmpty()) {
      reading.error(
          "missing-value", block.position(), "auth_hmac lacks a key; key ID SECRET is one");
      return null;
    }
    int active = activeKey == null ? keys.getFirst().id() : activeKey;
    if (keys.stream().noneMatch(key -> key.id() == active)) {
      reading.error("bad-value", block.position(), "active_key names no key of auth_hmac");
      return null;
    }
    return new HmacConfig(keys, active, window, antiReplay, mode);
  }

  private void take(Statement statement) {
    switch (statement.keyword()) {
      case "key" -> key(statement);
      case "active_key" -> {
        OptionalInt number = values.integer(statement, 1, 255);
        activeKey = number.isPresent() ? Integer.valueOf(number.getAsInt()) : activeKey;
      }
      case "time_window" ->
          window =
              values
                  .seconds(statement, Duration.ofSeconds(1), Duration.ofSeconds(300))
                  .orElse(window);
      case "anti_replay" ->
          antiReplay = choice(statement, AntiReplay.values(), antiReplay, "time or monotonic");
      case "mode" ->
          mode = choice(statement, Mode.values(), mode, "enforce, permissive or receive-only");
      default -> Keywords.answer(Keywords.Place.HMAC, statement, reading);
    }
  }

  private <T extends Enum<T>> T choice(
      Statement statement, T[] choices, T otherwise, String right) {
    @Nullable Word word = values.one(statement).orElse(null);
    if (word == null) {
      return otherwise;
    }
    String wanted = word.text().replace('-', '_').toUpperCase(Locale.ROOT);
    for (T choice : choices) {
      if (choice.name().equals(wanted)) {
        return choice;
      }
    }
    reading.error("bad-value", word.position(), "%s is %s".formatted(statement.keyword(), right));
    return otherwise;
  }

  private void key(Statement statement) {
    values.noBlock(statement);
    if (statement.words().size() != 2) {
      reading.error("bad-value", statement.position(), "a key of auth_hmac is key ID SECRET");
      return;
    }
    Word number = statement.words().getFirst();
    Word secret = statement.words().get(1);
    if (!number.text().matches("[0-9]{1,3}")
        || Integer.parseInt(number.text()) < 1
        || Integer.parseInt(number.text()) > 255) {
      reading.error("bad-value", number.position(), "the id of a key is 1 to 255");
      return;
    }
    int id = Integer.parseInt(number.text());
    if (keys.stream().anyMatch(key -> key.id() == id)) {
      reading.error("duplicate-value", number.position(), "there is a key of that id already");
    } else if (secret.text().startsWith("file:")) {
      reading.error(
          "not-supported",
          secret.position(),
          "a key in a file of its own is not supported: write it here as hex:DIGITS");
    } else {
      String digits = hexadecimal(secret.text());
      if (digits == null) {
        reading.error(
            "bad-value", secret.position(), "a key has 32 to 64 octets; hex:DIGITS or text is one");
      } else {
        keys.add(new HmacConfig.Key(id, new Secret(digits)));
      }
    }
  }

  private static @Nullable String hexadecimal(String text) {
    String digits =
        text.startsWith("hex:")
            ? text.substring(4).toLowerCase(Locale.ROOT)
            : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    boolean legal =
        digits.matches("(?:[0-9a-f]{2})*")
            && digits.length() >= 2 * LEAST_OCTETS
            && digits.length() <= 2 * MOST_OCTETS;
    return legal ? digits : null;
  }
}
