package io.baton.cli;

import picocli.CommandLine.Option;

/// How a command prints its answer.
final class Format {

  /// For people, or for programs.
  enum Kind {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Kind kind;

  boolean isJson() {
    return kind == Kind.json;
  }
}
