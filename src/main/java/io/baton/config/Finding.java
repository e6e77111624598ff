package io.baton.config;

/// Something a reader has to say about a file.
///
/// @param code stable and short, lower case with dashes: `unknown-keyword`
/// @param text what is wrong and what would be right, one line
public record Finding(Severity severity, String code, Position position, String text) {

  /// How bad a finding is.
  public enum Severity {
    /// The configuration is not used.
    ERROR,
    /// The configuration is used, but something in it does not do what it seems to.
    WARNING,
    /// Good to know.
    NOTE
  }

  /// `file:line:column: severity: text`.
  @Override
  public String toString() {
    return position + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + text;
  }
}
