package io.baton.script;

import io.baton.config.Command;
import java.time.Duration;
import java.util.Map;

/// Where programs are run: `CommandRunner`, or a fake in tests. Blocks; for virtual threads.
@FunctionalInterface
public interface Commands {

  /// The longest input: it fits into a pipe, so nobody waits for a program that does not read it.
  int LONGEST_INPUT = 60_000;

  /// For a program that is to read nothing.
  byte[] NO_INPUT = {};

  /// Runs a program to its end, or to the end of its whole process group when the limit passes.
  /// Never throws for what the program or the system does: that is the result.
  ///
  /// @param environment added to the daemon's own
  /// @param input what it can read on its standard input, in octets, up to `LONGEST_INPUT`
  /// @param limit above zero
  /// @param whenOverdue called once, on this thread, when the limit has passed and the program is
  ///   told to end; so a verdict need not wait for a program that takes its time to die
  /// @throws InterruptedException after the program and its group were killed
  CommandResult run(
      Command command,
      Map<String, String> environment,
      byte[] input,
      Duration limit,
      Runnable whenOverdue)
      throws InterruptedException;

  /// The same without input.
  default CommandResult run(
      Command command, Map<String, String> environment, Duration limit, Runnable whenOverdue)
      throws InterruptedException {
    return run(command, environment, NO_INPUT, limit, whenOverdue);
  }

  /// The same without being told early.
  default CommandResult run(Command command, Map<String, String> environment, Duration limit)
      throws InterruptedException {
    return run(command, environment, limit, () -> {});
  }
}
