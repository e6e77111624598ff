package io.baton.script;

import io.baton.config.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs commands without a shell, each in a session and process group of its own. Any thread;
/// blocks until the program has ended. A child that the program leaves in the background lives on,
/// but its output is closed; only a program that takes too long is killed with all it started.
public final class CommandRunner implements Commands {

  // As keepalived does.
  private static final Duration GRACE = Duration.ofSeconds(2);

  // At shutdown nobody waits two seconds.
  private static final Duration GRACE_WHEN_INTERRUPTED = Duration.ofMillis(200);

  // Longer than any limit that means something, and far from overflowing nanoseconds.
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final List<String> NOT_INHERITED = List.of("IFS", "LD_PRELOAD", "LD_LIBRARY_PATH");
  private static final File NOTHING = new File("/dev/null");

  private final ScriptSecurity security;
  private final Signals signals;
  private final Wrappers wrappers;
  private final Map<String, String> environment;

  /// @param realTime whether the daemon runs in a real-time class: programs then do not
  public CommandRunner(
      ScriptUsers users, ScriptSecurity security, Signals signals, boolean realTime) {
    this(security, signals, new Wrappers(users.daemon(), realTime), System.getenv());
  }

  CommandRunner(
      ScriptSecurity security,
      Signals signals,
      Wrappers wrappers,
      Map<String, String> environment) {
    this.security = security;
    this.signals = signals;
    this.wrappers = wrappers;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public CommandResult run(
      Command command,
      Map<String, String> added,
      byte[] input,
      Duration limit,
      Runnable whenOverdue)
      throws InterruptedException {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("a time limit is above zero, not " + limit);
    }
    if (input.length > LONGEST_INPUT) {
      throw new IllegalArgumentException(
          "an input of " + input.length + " octets, " + LONGEST_INPUT + " at most");
    }
    return switch (security.check(command)) {
      case ScriptSecurity.Verdict.Refused(String why) -> new CommandResult.CouldNotRun(why);
      case ScriptSecurity.Verdict.Permitted(Path program, Account account) -> {
        List<String> arguments = command.words().subList(1, command.words().size());
        var builder = new ProcessBuilder(wrappers.around(program, arguments, account));
        if (input.length == 0) {
          builder.redirectInput(NOTHING);
        }
        fill(builder.environment(), added);
        yield start(builder, input, limit, whenOverdue);
      }
    };
  }

  private CommandResult start(
      ProcessBuilder builder, byte[] input, Duration limit, Runnable whenOverdue)
      throws InterruptedException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new CommandResult.CouldNotRun(String.valueOf(e.getMessage()));
    }
    feed(process, input);
    Object out = process.getInputStream();
    Object err = process.getErrorStream();
    // At the program's end the JDK would read its outputs to the last byte, into memory and without
    // a bound, while a child left behind goes on writing. It takes these locks to do so: we hold
    // them until the outputs are closed.
    synchronized (out) {
      synchronized (err) {
        var running = new RunningProgram(process, signals);
        try {
          return supervise(running, limit, whenOverdue);
        } finally {
          running.close();
        }
      }
    }
  }

  /// The pipe takes it all at once; then the program finds its end.
  private static void feed(Process process, byte[] input) {
    try (var to = process.getOutputStream()) {
      to.write(input);
    } catch (IOException e) {
      // It has ended already, or does not read.
    }
  }

  private static CommandResult supervise(
      RunningProgram running, Duration limit, Runnable whenOverdue) throws InterruptedException {
    Duration bounded = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    try {
      if (running.awaitExit(System.nanoTime() + bounded.toNanos())) {
        return ended(running);
      }
    } catch (InterruptedException e) {
      running.kill(GRACE_WHEN_INTERRUPTED);
      throw e;
    }
    try {
      whenOverdue.run();
    } finally {
      running.kill(GRACE);
    }
    return new CommandResult.TimedOut(limit);
  }

  private static CommandResult ended(RunningProgram running) {
    int code = running.exitCode();
    var failure = Wrappers.failure(code, running.errorHead());
    if (failure.isPresent()) {
      return new CommandResult.CouldNotRun(failure.get());
    }
    // waitpid(2) as the JDK shows it: 128 and the signal.
    return code > 128 && code < 128 + 32
        ? new CommandResult.Signalled(code - 128)
        : new CommandResult.Exited(code, running.lastLine());
  }

  private void fill(Map<String, String> target, Map<String, String> added) {
    target.clear();
    target.putAll(environment);
    target.keySet().removeAll(NOT_INHERITED);
    added.forEach((name, value) -> target.put(name, value.replace('\0', ' ')));
  }
}
