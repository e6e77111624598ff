package io.baton.bench;

import java.nio.ByteBuffer;

/// What a captured frame says, as far as the benchmark looks at it.
///
/// @param at the kernel's time stamp, nanoseconds since the epoch
/// @param mac the sender's hardware address
/// @param source the sender's IPv4 address, as a number
/// @param number the virtual router id, or the number of an echo
/// @param priority of an advertisement
record Frame(long at, Kind kind, String mac, int source, int number, int priority) {

  enum Kind {
    ADVERTISEMENT,
    ANNOUNCEMENT,
    ECHO_REPLY,
    OTHER
  }

  private static final int ETHERNET = 14;
  private static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  private static final int ICMP = 1;
  private static final int VRRP = 112;

  static Frame parse(long at, byte[] octets) {
    var mac = new StringBuilder();
    for (int i = 6; i < 12; i++) {
      mac.append(i == 6 ? "" : ":").append("%02x".formatted(octets[i]));
    }
    var data = ByteBuffer.wrap(octets);
    int type = Short.toUnsignedInt(data.getShort(ETHERNET - 2));
    if (type == ARP) {
      int sender = data.getInt(ETHERNET + 14);
      boolean gratuitous = sender == data.getInt(ETHERNET + 24);
      return new Frame(
          at, gratuitous ? Kind.ANNOUNCEMENT : Kind.OTHER, mac.toString(), sender, 0, 0);
    }
    if (type != IPV4) {
      return new Frame(at, Kind.OTHER, mac.toString(), 0, 0, 0);
    }
    int payload = ETHERNET + 4 * (data.get(ETHERNET) & 0x0f);
    int source = data.getInt(ETHERNET + 12);
    return switch (data.get(ETHERNET + 9)) {
      case VRRP ->
          new Frame(
              at,
              Kind.ADVERTISEMENT,
              mac.toString(),
              source,
              data.get(payload + 1) & 0xff,
              data.get(payload + 2) & 0xff);
      case ICMP ->
          new Frame(
              at,
              data.get(payload) == 0 ? Kind.ECHO_REPLY : Kind.OTHER,
              mac.toString(),
              source,
              Short.toUnsignedInt(data.getShort(payload + 6)),
              0);
      default -> new Frame(at, Kind.OTHER, mac.toString(), source, 0, 0);
    };
  }

  static int address(String text) {
    int number = 0;
    for (String part : text.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }
}
