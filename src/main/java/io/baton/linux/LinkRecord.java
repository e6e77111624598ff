package io.baton.linux;

import io.baton.vrrp.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An interface and what it is made of. `KernelLinks` shows the layout.
///
/// @param kind `macvlan`, `veth`, ...; empty for hardware
/// @param base the interface it sits on; 0 for none
/// @param macvlanMode of a macvlan; 0 for others
record LinkRecord(int index, String name, MacAddress mac, int base, String kind, int macvlanMode) {

  // linux/if_link.h.
  static final int OCTETS = 16;
  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_LINK = 5;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;
  static final int IFLA_MACVLAN_MODE = 1;
  static final int MACVLAN_MODE_PRIVATE = 1;
  static final int IFF_UP = 1;

  static final String MACVLAN = "macvlan";

  /// RFC 9568 section 7.3: all but the last octet of a virtual MAC address, for IPv4 and IPv6.
  private static final long VIRTUAL_IPV4 = 0x00005e0001L;

  private static final long VIRTUAL_IPV6 = 0x00005e0002L;

  /// Reads an `RTM_NEWLINK`; empty for one without a name or an Ethernet address.
  static Optional<LinkRecord> of(NetlinkMessage message) {
    if (message.type() != NetlinkRequest.RTM_NEWLINK || message.body().limit() < OCTETS) {
      return Optional.empty();
    }
    byte[] name = message.attribute(OCTETS, IFLA_IFNAME);
    byte[] mac = message.attribute(OCTETS, IFLA_ADDRESS);
    if (name == null || mac == null || mac.length != 6) {
      return Optional.empty();
    }
    var info = nested(message.attribute(OCTETS, IFLA_LINKINFO));
    return Optional.of(
        new LinkRecord(
            message.body().getInt(4),
            text(name),
            MacAddress.of(mac),
            message.number(OCTETS, IFLA_LINK, 0),
            text(info.attribute(0, IFLA_INFO_KIND)),
            nested(info.attribute(0, IFLA_INFO_DATA)).number(0, IFLA_MACVLAN_MODE, 0)));
  }

  private static NetlinkMessage nested(byte @Nullable [] value) {
    var body = ByteBuffer.wrap(value == null ? new byte[0] : value);
    return new NetlinkMessage(0, 0, 0, body.order(ByteOrder.nativeOrder()));
  }

  /// Without the final zero.
  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  /// A macvlan with the MAC address of a virtual router: nobody makes one for anything else.
  boolean isVirtualMac() {
    long prefix = mac.bits() >>> 8;
    return kind.equals(MACVLAN) && (prefix == VIRTUAL_IPV4 || prefix == VIRTUAL_IPV6);
  }
}
