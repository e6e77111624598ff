package io.baton.script;

import io.baton.config.Command;
import java.time.Duration;
import java.util.Map;

/// Where programs are run: `CommandRunner`, or a fake in tests. Blocks; for virtual threads.
@FunctionalInterface
public interface Commands {

  /// Runs a program to its end, or to the end of its whole process group when the limit passes.
  /// Never throws for what the program or the system does: that is the result.
  ///
  /// @param environment added to the daemon's own
  /// @param limit above zero
  /// @param whenOverdue called once, on this thread, when the limit has passed and the program is
  ///   told to end; so a verdict need not wait for a program that takes its time to die
  /// @throws InterruptedException after the program and its group were killed
  CommandResult run(
      Command command, Map<String, String> environment, Duration limit, Runnable whenOverdue)
      throws InterruptedException;

  /// The same without being told early.
  default CommandResult run(Command command, Map<String, String> environment, Duration limit)
      throws InterruptedException {
    return run(command, environment, limit, () -> {});
  }
}
