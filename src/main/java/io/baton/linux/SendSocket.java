package io.baton.linux;

import io.baton.engine.Link;
import io.baton.vrrp.AddressFamily;
import java.net.InetAddress;

/// A raw socket that sends whole IP packets out of one interface, and never back to this host.
final class SendSocket implements AutoCloseable {

  private static final int IPPROTO_RAW = 255;

  // linux/in.h and linux/in6.h.
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_IF = 32;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IPV6_MULTICAST_IF = 17;
  private static final int IPV6_MULTICAST_LOOP = 19;
  private static final int IPV6_HDRINCL = 36;

  /// Internetwork control: ahead of all other traffic in the interface's queue.
  private static final int PRIORITY_CONTROL = 6;

  private final KernelSocket socket;
  private final AddressFamily family;
  private final int interfaceIndex;
  private boolean closed;

  private SendSocket(KernelSocket socket, AddressFamily family, int interfaceIndex) {
    this.socket = socket;
    this.family = family;
    this.interfaceIndex = interfaceIndex;
  }

  static SendSocket open(Link link, AddressFamily family) {
    int domain = family == AddressFamily.IPV4 ? KernelSocket.AF_INET : KernelSocket.AF_INET6;
    var socket = KernelSocket.open(domain, IPPROTO_RAW, link.name());
    try {
      socket.filter(PacketFilter.nothing());
      socket.bindToDevice(link.name());
      socket.option(
          "set the priority of",
          KernelSocket.SOL_SOCKET,
          KernelSocket.SO_PRIORITY,
          PRIORITY_CONTROL);
      switch (family) {
        case IPV4 -> prepareIpv4(socket, link.index());
        case IPV6 -> prepareIpv6(socket, link.index());
      }
      return new SendSocket(socket, family, link.index());
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  private static void prepareIpv4(KernelSocket socket, int interfaceIndex) {
    int level = ReceiveSocket.IPPROTO_IP;
    socket.option("send own headers on", level, IP_HDRINCL, 1);
    socket.option("stop multicast loops on", level, IP_MULTICAST_LOOP, 0);
    byte[] noGroup = SocketAddresses.membership(InetAddress.ofLiteral("0.0.0.0"), interfaceIndex);
    socket.option("send multicast on", level, IP_MULTICAST_IF, noGroup);
  }

  private static void prepareIpv6(KernelSocket socket, int interfaceIndex) {
    int level = ReceiveSocket.IPPROTO_IPV6;
    socket.option("send own headers on", level, IPV6_HDRINCL, 1);
    socket.option("stop multicast loops on", level, IPV6_MULTICAST_LOOP, 0);
    socket.option("send multicast on", level, IPV6_MULTICAST_IF, interfaceIndex);
  }

  void send(byte[] packet, InetAddress destination) {
    if (closed) {
      throw new IllegalStateException("the channel is closed");
    }
    byte[] address =
        switch (family) {
          case IPV4 -> SocketAddresses.ipv4(destination);
          case IPV6 -> SocketAddresses.ipv6(destination, interfaceIndex);
        };
    socket.send(packet, address);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      socket.close();
    }
  }
}
