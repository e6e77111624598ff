package io.baton.script;

import java.math.BigDecimal;
import java.time.Duration;

/// How a run of a program went. `toString` says it to people.
public sealed interface CommandResult {

  /// Only a program that ran and said so itself was successful.
  default boolean isSuccess() {
    return this instanceof Exited(int code, _) && code == 0;
  }

  /// It ran and ended by itself.
  ///
  /// @param code 0 to 255
  /// @param lastLine the last line it wrote, on standard error before standard output, at most
  ///   `Captured.LINE_LIMIT` characters, without control characters; may be empty
  record Exited(int code, String lastLine) implements CommandResult {
    @Override
    public String toString() {
      return "exit code " + code + (lastLine.isEmpty() ? "" : ": " + lastLine);
    }
  }

  /// Somebody else killed it. A program that exits with 128 plus a signal, as a shell does for its
  /// last command, looks the same: the JDK does not tell the two apart.
  ///
  /// @param signal 1 to 31
  record Signalled(int signal) implements CommandResult {
    @Override
    public String toString() {
      return "killed by signal " + signal;
    }
  }

  /// It was killed with its group because it took too long.
  ///
  /// @param after the limit
  record TimedOut(Duration after) implements CommandResult {
    @Override
    public String toString() {
      var seconds = BigDecimal.valueOf(after.toMillis(), 3).stripTrailingZeros();
      return "timed out after " + seconds.toPlainString() + " s";
    }
  }

  /// The program never ran: missing, not executable, refused, no such user, exec failed.
  ///
  /// @param why what, which, and what to do
  record CouldNotRun(String why) implements CommandResult {
    @Override
    public String toString() {
      return "could not run: " + why;
    }
  }
}
