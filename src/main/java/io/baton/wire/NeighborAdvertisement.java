package io.baton.wire;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The announcement of an IPv6 address: an unsolicited Neighbor Advertisement to all nodes. RFC
/// 9568 section 6.4.2, RFC 4861 section 4.4.
///
/// The ICMPv6 message, after an Ethernet header of 14 and an IPv6 header of 40 octets:
///
/// ```
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   0 |   Type 136    |    Code 0     |          Checksum             |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   4 |R|S|O|                     Reserved                            |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   8 |            Target Address: the virtual address, 16 octets     |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  24 |   Option 2    |   Length 1    | Target Link-Layer Address     |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+          (6 octets)           |
///  28 |                                                               |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
public final class NeighborAdvertisement {

  private static final InetAddress ALL_NODES = InetAddress.ofLiteral("ff02::1");

  /// 33:33 and the last four octets of the group, RFC 2464 section 7.
  private static final MacAddress ALL_NODES_MAC = new MacAddress(0x3333_0000_0001L);

  private static final int ETHERNET_OCTETS = 14;
  private static final short ETHERTYPE_IPV6 = (short) 0x86dd;
  private static final int ICMPV6 = 58;
  private static final int ICMPV6_OCTETS = 32;
  private static final int ICMPV6_CHECKSUM_OFFSET = 2;
  private static final byte TYPE_NEIGHBOR_ADVERTISEMENT = (byte) 136;
  private static final byte OPTION_TARGET_LINK_LAYER_ADDRESS = 2;
  private static final int ROUTER_FLAG = 1 << 31;
  private static final int OVERRIDE_FLAG = 1 << 29;

  private NeighborAdvertisement() {}

  /// A whole Ethernet frame.
  ///
  /// @param sender the virtual MAC address, or the interface's own without one
  /// @param virtual an IPv6 address, also the packet's source
  /// @param router whether the router flag is set: this host forwards
  public static byte[] frame(MacAddress sender, InetAddress virtual, boolean router) {
    if (AddressFamily.of(virtual) != AddressFamily.IPV6) {
      throw new IllegalArgumentException(IpText.of(virtual) + " is no IPv6 address");
    }
    byte[] packet = IpHeader.ipv6(0, ICMPV6, virtual, ALL_NODES, icmp(sender, virtual, router));
    return ByteBuffer.allocate(ETHERNET_OCTETS + packet.length)
        .put(ALL_NODES_MAC.octets())
        .put(sender.octets())
        .putShort(ETHERTYPE_IPV6)
        .put(packet)
        .array();
  }

  private static byte[] icmp(MacAddress sender, InetAddress virtual, boolean router) {
    var buffer = ByteBuffer.allocate(ICMPV6_OCTETS);
    buffer.put(TYPE_NEIGHBOR_ADVERTISEMENT);
    buffer.put((byte) 0);
    buffer.putShort((short) 0);
    buffer.putInt(router ? ROUTER_FLAG | OVERRIDE_FLAG : OVERRIDE_FLAG);
    buffer.put(virtual.getAddress());
    buffer.put(OPTION_TARGET_LINK_LAYER_ADDRESS);
    buffer.put((byte) 1);
    buffer.put(sender.octets());
    int sum =
        Checksum.sum(buffer.array(), 0, ICMPV6_OCTETS)
            + Checksum.pseudoHeader(virtual, ALL_NODES, ICMPV6, ICMPV6_OCTETS);
    buffer.putShort(ICMPV6_CHECKSUM_OFFSET, (short) Checksum.of(sum));
    return buffer.array();
  }
}
