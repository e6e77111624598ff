package io.baton.cli;

/// Why a command that talks to the daemon ends early: one line for people, and the exit code.
final class ClientFailure extends RuntimeException {

  private final int exitCode;

  private ClientFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /// The daemon, or its network, does not let us do it.
  static ClientFailure refused(String message) {
    return new ClientFailure(ExitCode.FAILED, message);
  }

  /// An option or a file that it names cannot be used.
  static ClientFailure usage(String message) {
    return new ClientFailure(ExitCode.USAGE, message);
  }

  static ClientFailure unreachable(String message) {
    return new ClientFailure(ExitCode.UNREACHABLE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
