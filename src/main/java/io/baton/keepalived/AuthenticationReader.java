package io.baton.keepalived;

import io.baton.config.Reading;
import io.baton.config.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an `authentication` block. Nothing that it says shows a word of the block.
final class AuthenticationReader {

  static final Set<String> KEYWORDS = Set.of("auth_type", "auth_pass");

  private static final int LONGEST_PASSWORD = 8;

  private final Reading reading;
  private final Values values;
  private @Nullable Statement type;
  private @Nullable Statement password;

  private AuthenticationReader(Reading reading) {
    this.reading = reading;
    values = new Values(reading);
  }

  /// The password that is in force; null for none.
  static @Nullable Secret read(Statement block, String pointer, Reading reading) {
    return new AuthenticationReader(reading).read(block, pointer);
  }

  private @Nullable Secret read(Statement block, String pointer) {
    if (!values.block(block, 0)) {
      return null;
    }
    block.children().forEach(this::take);
    reading.place(pointer, password == null ? block.position() : password.valuePosition());
    if (type == null) {
      if (password != null) {
        reading.warning(
            "password-ignored",
            password.position(),
            "without auth_type the password is not used, as keepalived does; say auth_type PASS");
      }
      return null;
    }
    return isPass(type) ? pass(type) : null;
  }

  private void take(Statement statement) {
    switch (statement.keyword()) {
      case "auth_type" -> type = values.one(statement).map(_ -> statement).orElse(type);
      case "auth_pass" -> password = values.one(statement).map(_ -> statement).orElse(password);
      default -> Keywords.answer(Keywords.Place.AUTHENTICATION, statement, reading);
    }
  }

  private boolean isPass(Statement statement) {
    String word = statement.words().getFirst().text();
    if (word.equals("AH")) {
      reading.error(
          "not-supported",
          statement.valuePosition(),
          "auth_type AH is not supported: messages would carry no signature; PASS is read");
    } else if (!word.equals("PASS")) {
      reading.error(
          "bad-value", statement.valuePosition(), "this is no auth_type; PASS, in capitals, is");
    }
    return word.equals("PASS");
  }

  private @Nullable Secret pass(Statement passType) {
    if (password == null) {
      reading.error(
          "missing-value", passType.position(), "auth_type PASS lacks auth_pass, 1 to 8 octets");
      return null;
    }
    String text = password.words().getFirst().text();
    String cut = cut(text);
    if (!cut.equals(text)) {
      reading.warning(
          "value-changed",
          password.valuePosition(),
          "a password has at most 8 octets; the rest of this one is cut off, as keepalived does");
    }
    return new Secret(cut);
  }

  /// The first eight octets in UTF-8, without a character that is cut in two.
  private static String cut(String text) {
    var octets = ByteBuffer.allocate(LONGEST_PASSWORD);
    var characters = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(characters, octets, true);
    return text.substring(0, characters.position());
  }
}
