package io.baton.vrrp;

import java.util.Locale;

/// Which tracker: names are unique within a kind.
public record TrackerKey(Kind kind, String name) {

  /// What is watched.
  public enum Kind {
    SCRIPT,
    INTERFACE,
    PROCESS,
    FILE,
    CHECK
  }

  public static TrackerKey script(String name) {
    return new TrackerKey(Kind.SCRIPT, name);
  }

  /// `script check_httpd`.
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
