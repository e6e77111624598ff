package io.baton.wire;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The IP headers around a VRRP message.
///
/// IPv4, RFC 791 section 3.1, without options when we send:
///
/// ```
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   0 |Version|  IHL  |Type of Service|          Total Length         |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   4 |         Identification        |Flags|      Fragment Offset    |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   8 |  Time to Live |    Protocol   |         Header Checksum       |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  12 |                       Source Address                          |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  16 |                    Destination Address                        |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// IPv6, RFC 8200 section 3:
///
/// ```
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   0 |Version| Traffic Class |           Flow Label                  |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   4 |         Payload Length        |  Next Header  |   Hop Limit   |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   8 |                  Source Address, 16 octets                    |
///  24 |                Destination Address, 16 octets                 |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
public final class IpHeader {

  /// RFC 9568 sections 5.1.1.4 and 5.1.2.4.
  public static final int PROTOCOL_VRRP = 112;

  /// RFC 9568 sections 5.1.1.3 and 5.1.2.3.
  public static final int HOP_LIMIT = 255;

  private static final int OCTETS_IPV4 = 20;
  private static final int OCTETS_IPV6 = 40;
  private static final int IPV4_CHECKSUM_OFFSET = 10;

  /// Internetwork control, the precedence of routing protocols (RFC 791), as keepalived sends.
  private static final int INTERNETWORK_CONTROL = 0xc0;

  /// The flag "more fragments" and the fragment offset.
  private static final int FRAGMENT_MASK = 0x3fff;

  /// The shortest message, RFC 9568 section 7.1.
  private static final int SHORTEST_MESSAGE = 8;

  private IpHeader() {}

  /// A whole IP packet around a message, of the destination's family.
  ///
  /// @param identification for IPv4, taken modulo 65 536; IPv6 has none
  public static byte[] encode(
      InetAddress source, InetAddress destination, int identification, byte[] message) {
    var family = AddressFamily.of(destination);
    if (AddressFamily.of(source) != family) {
      throw new IllegalArgumentException(
          "%s and %s are of different families"
              .formatted(IpText.of(source), IpText.of(destination)));
    }
    return switch (family) {
      case IPV4 -> encodeIpv4(source, destination, identification, message);
      case IPV6 -> ipv6(INTERNETWORK_CONTROL, PROTOCOL_VRRP, source, destination, message);
    };
  }

  /// The same with another TTL or hop limit, for unicast.
  ///
  /// @param hopLimit 0 to 255
  public static byte[] encode(
      InetAddress source,
      InetAddress destination,
      int hopLimit,
      int identification,
      byte[] message) {
    byte[] packet = encode(source, destination, identification, message);
    if (hopLimit == HOP_LIMIT) {
      return packet;
    }
    var buffer = ByteBuffer.wrap(packet);
    switch (AddressFamily.of(destination)) {
      case IPV4 -> {
        buffer.put(8, (byte) hopLimit);
        buffer.putShort(IPV4_CHECKSUM_OFFSET, (short) 0);
        int sum = Checksum.sum(packet, 0, OCTETS_IPV4);
        buffer.putShort(IPV4_CHECKSUM_OFFSET, (short) Checksum.of(sum));
      }
      case IPV6 -> buffer.put(7, (byte) hopLimit);
    }
    return packet;
  }

  private static byte[] encodeIpv4(
      InetAddress source, InetAddress destination, int identification, byte[] message) {
    int length = OCTETS_IPV4 + message.length;
    var buffer = ByteBuffer.allocate(length);
    buffer.put((byte) (4 << 4 | OCTETS_IPV4 / 4));
    buffer.put((byte) INTERNETWORK_CONTROL);
    buffer.putShort((short) length);
    buffer.putShort((short) identification);
    buffer.putShort((short) 0);
    buffer.put((byte) HOP_LIMIT);
    buffer.put((byte) PROTOCOL_VRRP);
    buffer.putShort((short) 0);
    buffer.put(source.getAddress());
    buffer.put(destination.getAddress());
    int sum = Checksum.sum(buffer.array(), 0, OCTETS_IPV4);
    buffer.putShort(IPV4_CHECKSUM_OFFSET, (short) Checksum.of(sum));
    return buffer.put(message).array();
  }

  /// An IPv6 packet with hop limit 255 and no flow label.
  static byte[] ipv6(
      int trafficClass,
      int nextHeader,
      InetAddress source,
      InetAddress destination,
      byte[] payload) {
    return ByteBuffer.allocate(OCTETS_IPV6 + payload.length)
        .putInt(6 << 28 | trafficClass << 20)
        .putShort((short) payload.length)
        .put((byte) nextHeader)
        .put((byte) HOP_LIMIT)
        .put(source.getAddress())
        .put(destination.getAddress())
        .put(payload)
        .array();
  }

  /// Reads an IPv4 packet as a raw socket delivers it. Options are skipped and padding is cut off.
  /// Empty for anything that is not one whole VRRP packet: another protocol, a fragment, a length
  /// that is a lie or leaves less than a header of a message (RFC 9568 section 7.1). The kernel has
  /// checked the header's checksum.
  public static Optional<Datagram> decodeIpv4(byte[] packet) {
    if (packet.length < OCTETS_IPV4 || (packet[0] >>> 4 & 0xf) != 4) {
      return Optional.empty();
    }
    int header = (packet[0] & 0xf) * 4;
    int total = unsignedShort(packet, 2);
    boolean whole =
        header >= OCTETS_IPV4 && total >= header + SHORTEST_MESSAGE && total <= packet.length;
    boolean fragment = (unsignedShort(packet, 6) & FRAGMENT_MASK) != 0;
    if (!whole || fragment || (packet[9] & 0xff) != PROTOCOL_VRRP) {
      return Optional.empty();
    }
    return Optional.of(
        new Datagram(
            address(AddressFamily.IPV4, packet, 12),
            address(AddressFamily.IPV4, packet, 16),
            packet[8] & 0xff,
            Arrays.copyOfRange(packet, header, total)));
  }

  /// Reads an IPv6 packet. Empty for anything that is not one whole VRRP packet; extension headers
  /// are not followed, as nobody sends VRRP with any.
  public static Optional<Datagram> decodeIpv6(byte[] packet) {
    if (packet.length < OCTETS_IPV6 || (packet[0] >>> 4 & 0xf) != 6) {
      return Optional.empty();
    }
    int payload = unsignedShort(packet, 4);
    boolean whole = payload >= SHORTEST_MESSAGE && OCTETS_IPV6 + payload <= packet.length;
    if (!whole || (packet[6] & 0xff) != PROTOCOL_VRRP) {
      return Optional.empty();
    }
    return Optional.of(
        new Datagram(
            address(AddressFamily.IPV6, packet, 8),
            address(AddressFamily.IPV6, packet, 24),
            packet[7] & 0xff,
            Arrays.copyOfRange(packet, OCTETS_IPV6, OCTETS_IPV6 + payload)));
  }

  private static InetAddress address(AddressFamily family, byte[] packet, int from) {
    return AdvertisementCodec.address(
        family, Arrays.copyOfRange(packet, from, from + family.octets()));
  }

  private static int unsignedShort(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
  }
}
