package io.baton.linux;

/// Signals to processes.
public final class ProcessSignals {

  /// Linux never gives out higher ones (`PID_MAX_LIMIT`).
  private static final long HIGHEST_PID = 1 << 22;

  private static final int HIGHEST_SIGNAL = 64;

  private ProcessSignals() {}

  /// Sends a signal to every process of a group.
  ///
  /// @param pid the leader of the group; never 1, which would mean every process
  /// @return whether there was such a group
  public static boolean signalGroup(long pid, int signal) {
    if (pid <= 1 || pid > HIGHEST_PID || signal < 0 || signal > HIGHEST_SIGNAL) {
      throw new IllegalArgumentException("no process group %d or signal %d".formatted(pid, signal));
    }
    if (LibC.kill((int) -pid, signal) == 0) {
      return true;
    }
    int errno = LibC.errno();
    if (errno == Errno.ESRCH) {
      return false;
    }
    throw new LinuxException("signal", "process group " + pid, errno);
  }
}
