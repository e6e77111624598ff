package io.baton.config;

import java.util.Map;
import java.util.OptionalInt;

/// The scopes of addresses, by name or number. linux/rtnetlink.h: `rt_scope_t`.
public final class Scope {

  private static final Map<String, Integer> NAMES =
      Map.of("global", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);

  private Scope() {}

  /// Empty when the text is neither a name nor 0 to 255.
  public static OptionalInt parse(String text) {
    Integer named = NAMES.get(text);
    if (named != null) {
      return OptionalInt.of(named);
    }
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
