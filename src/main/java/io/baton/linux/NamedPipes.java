package io.baton.linux;

/// Named pipes.
public final class NamedPipes {

  /// Everybody may read, as with keepalived; who may write is a matter of the owner.
  private static final int MODE = 0644;

  private NamedPipes() {}

  /// Makes a pipe, which nobody else may have made before.
  ///
  /// @throws LinuxException with what the kernel says
  public static void make(String path) {
    if (LibC.mkfifo(path, MODE) != 0) {
      throw new LinuxException("make the pipe", path, LibC.errno());
    }
  }
}
