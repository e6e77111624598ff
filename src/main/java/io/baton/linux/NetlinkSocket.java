package io.baton.linux;

import java.util.List;
import java.util.function.Consumer;

/// A connection to the kernel's tables. One thread at a time.
final class NetlinkSocket implements AutoCloseable {

  private static final int NETLINK_ROUTE = 0;
  private static final int NETLINK_NETFILTER = 12;

  // linux/rtnetlink.h.
  static final int RTMGRP_LINK = 0x1;
  static final int RTMGRP_IPV4_IFADDR = 0x10;
  static final int RTMGRP_IPV6_IFADDR = 0x100;

  // linux/netlink.h.
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  /// What the kernel never exceeds in one answer.
  private static final int RECEIVE_BUFFER_OCTETS = 32_768;

  /// For thousands of notifications at once; the kernel doubles it.
  private static final int QUEUE_OCTETS = 4 << 20;

  private static final byte[] KERNEL = SocketAddresses.netlink(0);

  private final KernelSocket socket;
  private final byte[] received = new byte[RECEIVE_BUFFER_OCTETS];
  private int sequence;

  /// Opens a connection to the firewall's tables.
  static NetlinkSocket firewall() {
    return new NetlinkSocket(NETLINK_NETFILTER, 0);
  }

  /// Opens a connection that hears of every address that goes, whoever takes it away.
  static NetlinkSocket removedAddresses() {
    var netlink = new NetlinkSocket(RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
    try {
      netlink.socket.filter(PacketFilter.netlink(NetlinkRequest.RTM_DELADDR));
      return netlink;
    } catch (LinuxException e) {
      netlink.close();
      throw e;
    }
  }

  /// Opens a connection to the routing tables and subscribes to groups.
  ///
  /// @param groups a mask of `RTMGRP_...` of linux/rtnetlink.h
  NetlinkSocket(int groups) {
    this(NETLINK_ROUTE, groups);
  }

  private NetlinkSocket(int protocol, int groups) {
    socket = KernelSocket.openBlocking(KernelSocket.AF_NETLINK, protocol, "netlink");
    try {
      socket.tryOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
      socket.tryOption(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
      enlargeQueue();
      socket.bind(SocketAddresses.netlink(groups));
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  private void enlargeQueue() {
    int level = KernelSocket.SOL_SOCKET;
    if (!socket.tryOption(level, KernelSocket.SO_RCVBUFFORCE, QUEUE_OCTETS)) {
      socket.tryOption(level, KernelSocket.SO_RCVBUF, QUEUE_OCTETS);
    }
  }

  /// The number of the next message.
  int nextSequence() {
    sequence++;
    return sequence;
  }

  /// Hands messages to the kernel, which has carried them out when this returns.
  void send(NetlinkRequest request) {
    socket.send(request.octets(), KERNEL);
  }

  /// The next messages; waits for them.
  List<NetlinkMessage> receive() {
    return receive(0);
  }

  /// The messages that are there; none when there are none.
  List<NetlinkMessage> poll() {
    return receive(KernelSocket.MSG_DONTWAIT);
  }

  private List<NetlinkMessage> receive(int flags) {
    int all = flags | KernelSocket.MSG_TRUNC;
    long length = LibC.recv(socket.fd(), received, received.length, all);
    while (length < 0 && LibC.errno() == Errno.EINTR) {
      length = LibC.recv(socket.fd(), received, received.length, all);
    }
    if (length < 0 && LibC.errno() == Errno.EAGAIN) {
      return List.of();
    }
    if (length < 0) {
      throw socket.failure("receive from");
    }
    if (length > received.length) {
      throw new LinuxException("receive from", "netlink", Errno.ENOBUFS);
    }
    return NetlinkMessage.parse(received, (int) length);
  }

  /// Asks for a table and hands over everything that arrives until its end, notifications included.
  /// Does not wait: the kernel makes the answer while it is asked and read.
  ///
  /// @param type `RTM_GETLINK` or `RTM_GETADDR`
  /// @return whether the answer is whole; not when the table changed under the kernel's hands
  boolean dump(int type, Consumer<NetlinkMessage> consumer) {
    sequence++;
    socket.send(NetlinkRequest.dump(type, sequence).octets(), KERNEL);
    boolean whole = true;
    while (true) {
      var messages = poll();
      if (messages.isEmpty()) {
        throw new LinuxException("read tables from", "netlink", Errno.EAGAIN);
      }
      for (var message : messages) {
        boolean answer = message.sequence() == sequence;
        if (answer && message.type() == NetlinkMessage.NLMSG_DONE) {
          return whole;
        }
        if (answer && message.type() == NetlinkMessage.NLMSG_ERROR) {
          throw new LinuxException("read tables from", "netlink", message.errno());
        }
        whole &= !answer || !message.interrupted();
        consumer.accept(message);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
