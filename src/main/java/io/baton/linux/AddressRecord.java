package io.baton.linux;

import io.baton.engine.Link.LinkAddress;
import java.net.InetAddress;
import java.util.Optional;

/// An address in the kernel's table.
///
/// linux/if_addr.h, `struct ifaddrmsg`:
///
/// ```
///   0 family (1)   1 prefix length (1)   2 flags (1)   3 scope (1)   4 interface (4)
///   8 attributes
/// ```
///
/// @param flags `IFA_F_...`
/// @param protocol who put it there, `IFA_PROTO`; 0 for unknown
record AddressRecord(
    int interfaceIndex, InetAddress address, int prefixLength, int flags, int scope, int protocol) {

  /// Baton's mark in `IFA_PROTO`, which Linux keeps since 5.18: the protocol number of VRRP.
  static final int MARK = 112;

  static final int OCTETS = 8;
  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_LABEL = 3;
  static final int IFA_BROADCAST = 4;
  static final int IFA_CACHEINFO = 6;
  static final int IFA_FLAGS = 8;
  static final int IFA_PROTO = 11;

  static final int IFA_F_NODAD = 0x02;
  static final int IFA_F_HOMEADDRESS = 0x10;
  static final int IFA_F_MANAGETEMPADDR = 0x100;
  static final int IFA_F_NOPREFIXROUTE = 0x200;
  static final int IFA_F_MCAUTOJOIN = 0x400;
  private static final int IFA_F_SECONDARY = 0x01;
  private static final int IFA_F_TENTATIVE = 0x40;

  /// Reads an `RTM_NEWADDR` or `RTM_DELADDR`; empty for what is neither IPv4 nor IPv6 or damaged.
  static Optional<AddressRecord> of(NetlinkMessage message) {
    var body = message.body();
    if (body.limit() < OCTETS) {
      return Optional.empty();
    }
    byte[] octets = message.attribute(OCTETS, IFA_LOCAL);
    if (octets == null) {
      octets = message.attribute(OCTETS, IFA_ADDRESS);
    }
    var address = octets == null ? null : SocketAddresses.address(octets);
    int prefixLength = Byte.toUnsignedInt(body.get(1));
    if (octets == null || address == null || prefixLength > octets.length * 8) {
      return Optional.empty();
    }
    int flags = message.number(OCTETS, IFA_FLAGS, Byte.toUnsignedInt(body.get(2)));
    byte[] protocol = message.attribute(OCTETS, IFA_PROTO);
    return Optional.of(
        new AddressRecord(
            body.getInt(4),
            address,
            prefixLength,
            flags,
            Byte.toUnsignedInt(body.get(3)),
            protocol == null || protocol.length != 1 ? 0 : Byte.toUnsignedInt(protocol[0])));
  }

  boolean ours() {
    return protocol == MARK;
  }

  boolean secondary() {
    return (flags & IFA_F_SECONDARY) != 0;
  }

  /// Whether duplicate address detection still keeps this host from using it, or has refused it.
  boolean tentative() {
    return (flags & IFA_F_TENTATIVE) != 0;
  }

  /// Whether both are the same address of one interface, whatever else is known of it.
  boolean sameAs(AddressRecord other) {
    return interfaceIndex == other.interfaceIndex
        && prefixLength == other.prefixLength
        && address.equals(other.address);
  }

  LinkAddress toLinkAddress() {
    return new LinkAddress(address, prefixLength, ours());
  }
}
