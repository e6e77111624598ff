package io.baton.config;

import org.jspecify.annotations.Nullable;

/// Something a reader has to say about a file.
///
/// @param code stable and short, lower case with dashes: `unknown-keyword`
/// @param text what is wrong and what would be right, one line
/// @param suggestion what to write or do instead, for programs, where there is one such thing; the
///   text says it, too
public record Finding(
    Severity severity, String code, Position position, String text, @Nullable String suggestion) {

  public Finding(Severity severity, String code, Position position, String text) {
    this(severity, code, position, text, null);
  }

  /// How bad a finding is.
  public enum Severity {
    /// The configuration is not used.
    ERROR,
    /// The configuration is used, but something in it does not do what it seems to.
    WARNING,
    /// Good to know.
    NOTE
  }

  Finding asError() {
    return new Finding(Severity.ERROR, code, position, text, suggestion);
  }

  /// `file:line:column: severity: text`.
  @Override
  public String toString() {
    return position + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + text;
  }
}
