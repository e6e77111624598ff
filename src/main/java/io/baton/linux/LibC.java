package io.baton.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/// The functions of the C library that Baton calls, for 64-bit Linux: `size_t` and `ssize_t` are
/// `long`. A failed call returns -1; then `errno()` says why, on the same thread.
///
/// Structures are plain bytes in native order, laid out where they are made.
final class LibC {

  static {
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, byte[] address, int addressLength);

  static native int setsockopt(int fd, int level, int name, byte[] value, int valueLength);

  static native long sendto(
      int fd, byte[] data, long length, int flags, byte @Nullable [] address, int addressLength);

  static native long recv(int fd, byte[] data, long length, int flags);

  static native int close(int fd);

  static native int kill(int pid, int signal);

  /// Returns the address of `name`, or 0.
  static native long if_indextoname(int index, byte[] name);

  /// The index of an interface, or 0.
  static native int if_nametoindex(String name);

  static native int mkfifo(String path, int mode);

  static native int gettid();

  /// linux/sched/types.h, `struct sched_param`: the priority. Thread 0 is the calling one.
  static native int sched_setscheduler(int thread, int policy, byte[] parameters);

  static native int mlockall(int flags);

  /// The name of an interface, for messages.
  static String interfaceName(int index) {
    // linux/if.h: IFNAMSIZ.
    var name = new byte[16];
    return if_indextoname(index, name) == 0 ? "interface " + index : Native.toString(name);
  }

  /// Loads JNA and the C library, which takes 0.2 s the first time.
  static void warmUp() {
    errno();
  }

  /// The error of the last call on this thread.
  static int errno() {
    return Native.getLastError();
  }
}
