package io.baton.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Addresses as the kernel's structures hold them.
final class SocketAddresses {

  /// linux/if_ether.h.
  private static final int ETH_P_ARP = 0x0806;

  private static final int ETH_P_IPV6 = 0x86dd;

  private SocketAddresses() {}

  /// linux/in.h, `struct sockaddr_in`: family, port, address, 8 octets of padding.
  static byte[] ipv4(InetAddress address) {
    return buffer(16)
        .putShort((short) KernelSocket.AF_INET)
        .putShort((short) 0)
        .put(address.getAddress())
        .array();
  }

  /// linux/in6.h, `struct sockaddr_in6`: family, port, flow, address, interface. A raw socket wants
  /// the port to be 0.
  static byte[] ipv6(InetAddress address, int interfaceIndex) {
    return buffer(28)
        .putShort((short) KernelSocket.AF_INET6)
        .putShort((short) 0)
        .putInt(0)
        .put(address.getAddress())
        .putInt(interfaceIndex)
        .array();
  }

  /// linux/un.h, `struct sockaddr_un`: family, then the path and the zero that ends it; an abstract
  /// name, written with `@`, begins with a zero and has no end but its length.
  static byte[] unix(byte[] path) {
    boolean isAbstract = path[0] == '@';
    int length = Short.BYTES + path.length + (isAbstract ? 0 : 1);
    byte[] address = buffer(length).putShort((short) KernelSocket.AF_UNIX).put(path).array();
    if (isAbstract) {
      address[Short.BYTES] = 0;
    }
    return address;
  }

  /// linux/netlink.h, `struct sockaddr_nl`: family, padding, port (0: the kernel, or its choice),
  /// groups.
  static byte[] netlink(int groups) {
    return buffer(12)
        .putShort((short) KernelSocket.AF_NETLINK)
        .putShort((short) 0)
        .putInt(0)
        .putInt(groups)
        .array();
  }

  /// linux/if_packet.h, `struct sockaddr_ll`: family, protocol, interface, ARP type, packet type,
  /// length of the address, address.
  static byte[] packet(int interfaceIndex) {
    return packet(interfaceIndex, 0);
  }

  /// As `packet`, for ARP alone.
  static byte[] arp(int interfaceIndex) {
    return packet(interfaceIndex, ETH_P_ARP);
  }

  /// As `packet`, for IPv6 alone.
  static byte[] ipv6Frames(int interfaceIndex) {
    return packet(interfaceIndex, ETH_P_IPV6);
  }

  private static byte[] packet(int interfaceIndex, int protocol) {
    return buffer(20)
        .putShort((short) KernelSocket.AF_PACKET)
        // In network byte order.
        .put((byte) (protocol >>> 8))
        .put((byte) protocol)
        .putInt(interfaceIndex)
        .array();
  }

  /// linux/in.h, `struct ip_mreqn`: group, local address, interface.
  static byte[] membership(InetAddress group, int interfaceIndex) {
    return buffer(12).put(group.getAddress()).putInt(0).putInt(interfaceIndex).array();
  }

  /// linux/in6.h, `struct ipv6_mreq`: group, interface.
  static byte[] membership6(InetAddress group, int interfaceIndex) {
    return buffer(20).put(group.getAddress()).putInt(interfaceIndex).array();
  }

  /// The address in these octets, always without a scope so that equal addresses are equal. Null
  /// for any other number of octets than 4 and 16.
  static @Nullable InetAddress address(byte[] octets) {
    try {
      return switch (octets.length) {
        case 4 -> InetAddress.getByAddress(octets);
        // Keeps an IPv4-mapped address an IPv6 address.
        case 16 -> Inet6Address.getByAddress(null, octets, -1);
        default -> null;
      };
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same address without its interface.
  static InetAddress withoutScope(InetAddress address) {
    var plain = address(address.getAddress());
    return plain == null ? address : plain;
  }

  /// A name as C has it, with its final zero.
  static byte[] terminated(String name) {
    return (name + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }
}
