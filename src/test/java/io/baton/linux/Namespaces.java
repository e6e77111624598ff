package io.baton.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/// The two functions of the C library that move a thread into a network namespace.
final class Namespaces {

  static {
    Native.register(Namespaces.class, NativeLibrary.getProcess());
  }

  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_RDONLY_CLOEXEC = 0x80000;

  private Namespaces() {}

  private static native int open(String path, int flags);

  private static native int setns(int fd, int type);

  /// Moves the calling thread for good.
  static void enter(String name) {
    int fd = open("/run/netns/" + name, O_RDONLY_CLOEXEC);
    if (fd < 0) {
      throw new LinuxException("open the network namespace", name, LibC.errno());
    }
    int result = setns(fd, CLONE_NEWNET);
    int errno = LibC.errno();
    var _ = LibC.close(fd);
    if (result < 0) {
      throw new LinuxException("enter the network namespace", name, errno);
    }
  }
}
