package io.baton.wire;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The announcement of an IPv4 address. RFC 9568 section 6.4.2, in the form keepalived sends, which
/// every switch and host has met: a request, not a reply, and the target hardware address all ones.
///
/// An ARP packet of RFC 826 in an Ethernet frame:
///
/// ```
///   0  destination, broadcast        6 octets
///   6  source                        6
///  12  EtherType 0x0806              2
///  14  hardware type 1 (Ethernet)    2
///  16  protocol type 0x0800 (IPv4)   2
///  18  address lengths 6 and 4       1 + 1
///  20  operation 1 (request)         2
///  22  sender hardware address       6
///  28  sender protocol address       4   the virtual address
///  32  target hardware address       6   all ones
///  38  target protocol address       4   the virtual address
/// ```
public final class GratuitousArp {

  private static final int OCTETS = 42;
  private static final short ETHERTYPE_ARP = 0x0806;
  private static final short ETHERTYPE_IPV4 = 0x0800;
  private static final short HARDWARE_ETHERNET = 1;
  private static final short OPERATION_REQUEST = 1;

  private GratuitousArp() {}

  /// A whole Ethernet frame; the kernel or the card fills it up to the shortest length.
  ///
  /// @param sender the virtual MAC address, or the interface's own without one
  /// @param virtual an IPv4 address
  public static byte[] frame(MacAddress sender, InetAddress virtual) {
    if (AddressFamily.of(virtual) != AddressFamily.IPV4) {
      throw new IllegalArgumentException(IpText.of(virtual) + " is no IPv4 address");
    }
    byte[] mac = sender.octets();
    byte[] broadcast = MacAddress.BROADCAST.octets();
    byte[] address = virtual.getAddress();
    return ByteBuffer.allocate(OCTETS)
        .put(broadcast)
        .put(mac)
        .putShort(ETHERTYPE_ARP)
        .putShort(HARDWARE_ETHERNET)
        .putShort(ETHERTYPE_IPV4)
        .put((byte) mac.length)
        .put((byte) address.length)
        .putShort(OPERATION_REQUEST)
        .put(mac)
        .put(address)
        .put(broadcast)
        .put(address)
        .array();
  }
}
