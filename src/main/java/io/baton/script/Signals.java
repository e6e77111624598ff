package io.baton.script;

/// The kernel's way to end programs: `kill(2)` on a whole process group. Any thread, never blocks.
@FunctionalInterface
public interface Signals {

  /// Only asks whether the group exists.
  int PROBE = 0;

  int SIGKILL = 9;

  int SIGTERM = 15;

  /// Sends a signal to every process of a group, `kill(-group, signal)`.
  ///
  /// @param group the group's number, always above 1: the numbers 0 and 1 mean our own group and
  ///   every process there is, and must be rejected
  /// @return whether the group exists: false for `ESRCH`, true also when we may not signal it
  boolean signalGroup(long group, int signal);
}
