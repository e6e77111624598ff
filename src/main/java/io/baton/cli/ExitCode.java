package io.baton.cli;

/// What the process ends with.
public final class ExitCode {

  public static final int OK = 0;

  /// What was asked for could not be done; a checked file has errors.
  public static final int FAILED = 1;

  /// The command line is wrong.
  public static final int USAGE = 2;

  /// The daemon does not answer.
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
