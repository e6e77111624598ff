package io.baton.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.baton.vrrp.AddressFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A socket made by a system call, with what all of Baton's sockets need. It belongs to whoever
/// opened it; nothing here is safe against use after `close`.
final class KernelSocket implements AutoCloseable {

  // linux/socket.h, asm-generic/socket.h; the same on x86-64 and arm64.
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int AF_PACKET = 17;
  static final int SOCK_RAW = 3;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_PRIORITY = 12;
  static final int SO_RCVBUFFORCE = 33;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;

  private static final int SOCK_DGRAM = 2;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;

  private final int fd;
  private final String target;

  private KernelSocket(int fd, String target) {
    this.fd = fd;
    this.target = target;
  }

  /// Opens a socket that does not block.
  ///
  /// @param target what it is for, in messages
  static KernelSocket open(int domain, int protocol, String target) {
    return create(domain, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol, target);
  }

  /// As `open`, for datagrams.
  static KernelSocket openDatagram(int domain, String target) {
    return create(domain, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, target);
  }

  /// Opens a socket on which receiving waits.
  static KernelSocket openBlocking(int domain, int protocol, String target) {
    return create(domain, SOCK_RAW | SOCK_CLOEXEC, protocol, target);
  }

  private static KernelSocket create(int domain, int type, int protocol, String target) {
    int fd = LibC.socket(domain, type, protocol);
    if (fd < 0) {
      throw new LinuxException("open a socket for", target, LibC.errno());
    }
    return new KernelSocket(fd, target);
  }

  int fd() {
    return fd;
  }

  void option(String operation, int level, int name, byte[] value) {
    if (LibC.setsockopt(fd, level, name, value, value.length) < 0) {
      throw failure(operation);
    }
  }

  void option(String operation, int level, int name, int value) {
    option(operation, level, name, words(value));
  }

  /// Sets an option that only makes things better; says whether the kernel took it.
  boolean tryOption(int level, int name, int value) {
    return LibC.setsockopt(fd, level, name, words(value), Integer.BYTES) == 0;
  }

  void bindToDevice(String name) {
    option(
        "bind to the interface of", SOL_SOCKET, SO_BINDTODEVICE, SocketAddresses.terminated(name));
  }

  void bind(byte[] address) {
    if (LibC.bind(fd, address, address.length) < 0) {
      throw failure("bind the socket of");
    }
  }

  /// Replaces the socket's filter at once: no packet passes between the old one and the new.
  void filter(PacketFilter filter) {
    byte[] program = filter.program();
    try (var memory = new Memory(program.length)) {
      memory.write(0, program, 0, program.length);
      // linux/filter.h, struct sock_fprog: the number of instructions, padding, their address.
      var fprog = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      fprog.putShort(0, (short) filter.length()).putLong(8, Pointer.nativeValue(memory));
      option("set the packet filter of", SOL_SOCKET, SO_ATTACH_FILTER, fprog.array());
    }
  }

  /// Sends without waiting; EAGAIN when there is no room.
  void send(byte[] data, byte[] address) {
    if (!trySend(data, address)) {
      throw failure("send on");
    }
  }

  /// As `send`, but leaves it to the caller to ask for the error.
  boolean trySend(byte[] data, byte[] address) {
    return LibC.sendto(fd, data, data.length, MSG_DONTWAIT, address, address.length) >= 0;
  }

  LinuxException failure(String operation) {
    return new LinuxException(operation, target, LibC.errno());
  }

  @Override
  public void close() {
    // Linux frees the descriptor whatever close returns.
    var _ = LibC.close(fd);
  }

  /// `AF_...`.
  static int family(AddressFamily family) {
    return family == AddressFamily.IPV4 ? AF_INET : AF_INET6;
  }

  /// The C type `int[]`.
  static byte[] words(int... values) {
    var buffer = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.nativeOrder());
    buffer.asIntBuffer().put(values);
    return buffer.array();
  }
}
