package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.CommandLine;
import io.baton.config.Reading;
import io.baton.config.ScriptUser;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `script "PROGRAM ARGUMENT..."` and `notify "PROGRAM ARGUMENT..." [USER [GROUP]]`.
/// keepalived takes the first word of the line, quotes and escapes undone, and splits that again.
final class CommandReader {

  private CommandReader() {}

  static Optional<Command> script(Statement statement, Values values) {
    Optional<List<String>> words =
        lineOf(
            statement, values, 1, "takes one value; put the program and its arguments in quotes");
    if (words.isPresent() && words.get().getFirst().startsWith("<")) {
      // keepalived opens the file; a program that opens nothing but tells the same is at hand.
      String file = words.get().getFirst().substring(1).strip();
      return Optional.of(new Command(List.of("/usr/bin/test", "-r", file), null));
    }
    return words.flatMap(w -> command(statement, w.getFirst(), null, values));
  }

  static Optional<Command> notification(Statement statement, Values values) {
    return lineOf(statement, values, 3, "takes a command in quotes, a user and a group")
        .flatMap(w -> command(statement, w.getFirst(), user(w, 1), values));
  }

  /// USER [GROUP] from an index on; null when there is none.
  static @Nullable ScriptUser user(List<String> words, int from) {
    return words.size() <= from
        ? null
        : new ScriptUser(words.get(from), words.size() > from + 1 ? words.get(from + 1) : null);
  }

  private static Optional<List<String>> lineOf(
      Statement statement, Values values, int most, String rule) {
    values.once(statement);
    values.noBlock(statement);
    Optional<List<String>> words = CommandLine.split(statement.rest());
    if (words.isEmpty()) {
      unterminated(statement, values.reading());
    } else if (words.get().isEmpty() || words.get().getFirst().isBlank()) {
      values
          .reading()
          .error("missing-value", statement.position(), statement.keyword() + " lacks its command");
      return Optional.empty();
    } else if (words.get().size() > most) {
      values
          .reading()
          .warning(
              "extra-words",
              statement.valuePosition(),
              "%s %s; what follows is ignored, as keepalived does"
                  .formatted(statement.keyword(), rule));
    }
    return words;
  }

  private static Optional<Command> command(
      Statement statement, String line, @Nullable ScriptUser user, Values values) {
    Optional<List<String>> words = CommandLine.split(line);
    if (words.isEmpty()) {
      unterminated(statement, values.reading());
    }
    return words.filter(w -> !w.isEmpty()).map(w -> new Command(w, user));
  }

  private static void unterminated(Statement statement, Reading reading) {
    reading.error(
        "unterminated-quote",
        statement.valuePosition(),
        "a quote in the command of %s is not closed".formatted(statement.keyword()));
  }
}
