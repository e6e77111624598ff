package io.baton.linux;

/// Error numbers, from asm-generic/errno-base.h and asm-generic/errno.h.
final class Errno {

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EADDRNOTAVAIL = 99;
  static final int ENETDOWN = 100;
  static final int ENOBUFS = 105;

  private Errno() {}

  /// `ENODEV (no such interface)`: the name of an error and, where it helps, what it means here.
  static String describe(int errno) {
    return switch (errno) {
      case EPERM -> "EPERM (need CAP_NET_ADMIN and CAP_NET_RAW)";
      case ENOENT -> "ENOENT";
      case ESRCH -> "ESRCH";
      case EINTR -> "EINTR";
      case 5 -> "EIO";
      case 6 -> "ENXIO (the interface is gone)";
      case 9 -> "EBADF (the socket is closed)";
      case EAGAIN -> "EAGAIN (the kernel has no room or no answer)";
      case 12 -> "ENOMEM";
      case EACCES -> "EACCES (not permitted)";
      case 16 -> "EBUSY";
      case EEXIST -> "EEXIST";
      case ENODEV -> "ENODEV (no such interface)";
      case 22 -> "EINVAL (the kernel does not accept this value)";
      case 24 -> "EMFILE (too many open files)";
      case 90 -> "EMSGSIZE (longer than the interface's MTU)";
      case 92 -> "ENOPROTOOPT (the kernel lacks this option)";
      case 95 -> "EOPNOTSUPP";
      case 97 -> "EAFNOSUPPORT (the kernel lacks this address family)";
      case EADDRNOTAVAIL -> "EADDRNOTAVAIL (no such address)";
      case ENETDOWN -> "ENETDOWN (the interface is down)";
      case 101 -> "ENETUNREACH (no route)";
      case ENOBUFS -> "ENOBUFS (the kernel's queue is full)";
      case 113 -> "EHOSTUNREACH (no route)";
      default -> "errno " + errno;
    };
  }
}
