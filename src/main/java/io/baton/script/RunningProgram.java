package io.baton.script;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A started program, its outputs and its process group. One thread.
final class RunningProgram {

  private static final Logger LOG = Logger.getLogger(RunningProgram.class);

  // SIGKILL needs no consent: a process that is still there is stuck in the kernel.
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);
  private static final long SHORT_PAUSE_NANOS = 1_000_000;
  private static final long LONG_PAUSE_NANOS = 25_000_000;

  private final Process process;
  private final ProcessGroup group;
  private final Captured out;
  private final Captured err;

  RunningProgram(Process process, Signals signals) {
    this.process = process;
    this.group = new ProcessGroup(process, signals);
    this.out = new Captured(process.getInputStream());
    this.err = new Captured(process.getErrorStream());
  }

  /// Waits for the program itself, not for what it left behind, and empties its outputs meanwhile.
  ///
  /// @return whether it has ended
  boolean awaitExit(long deadlineNanos) throws InterruptedException {
    long pause = SHORT_PAUSE_NANOS;
    while (true) {
      pause = drain() ? SHORT_PAUSE_NANOS : Math.min(2 * pause, LONG_PAUSE_NANOS);
      long left = deadlineNanos - System.nanoTime();
      if (process.waitFor(Math.min(pause, left), TimeUnit.NANOSECONDS)) {
        drain();
        return true;
      }
      if (left <= 0) {
        return false;
      }
    }
  }

  /// Ends the whole group: politely, after the grace by force. Does not throw when interrupted, but
  /// then uses force at once. Takes `grace` and a second at most.
  void kill(Duration grace) {
    boolean interrupted = Thread.interrupted();
    group.signal(Signals.SIGTERM);
    try {
      if (awaitGone(grace)) {
        return;
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    killByForce();
  }

  private void killByForce() {
    boolean interrupted = Thread.interrupted();
    group.signal(Signals.SIGKILL);
    try {
      if (!awaitGone(LAST_WAIT)) {
        LOG.warnf("B408 process group %d cannot be killed and goes on without us", process.pid());
      }
    } catch (InterruptedException e) {
      // It got the signal; only the certainty is missing.
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  String errorHead() {
    return err.head();
  }

  String lastLine() {
    String error = err.lastLine();
    return error.isEmpty() ? out.lastLine() : error;
  }

  void close() {
    out.close();
    err.close();
  }

  private boolean drain() {
    boolean any = out.drain();
    return err.drain() || any;
  }

  private boolean awaitGone(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = SHORT_PAUSE_NANOS;
    while (group.isAlive()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      drain();
      pause = Math.min(2 * pause, LONG_PAUSE_NANOS);
      TimeUnit.NANOSECONDS.sleep(pause);
    }
    return true;
  }
}
