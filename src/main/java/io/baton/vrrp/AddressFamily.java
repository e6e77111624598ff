package io.baton.vrrp;

import java.net.Inet4Address;
import java.net.InetAddress;

/// The address family of a virtual router: one router speaks for addresses of exactly one family.
public enum AddressFamily {
  IPV4(4),
  IPV6(16);

  private final int octets;

  AddressFamily(int octets) {
    this.octets = octets;
  }

  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }

  /// The size of one address on the wire, in octets.
  public int octets() {
    return octets;
  }

  /// `0.0.0.0` or `::`, which stands for an address that is not known yet.
  public InetAddress unspecifiedAddress() {
    return InetAddress.ofLiteral(this == IPV4 ? "0.0.0.0" : "::");
  }

  /// The prefix length of a single host: 32 or 128.
  public int hostPrefixLength() {
    return octets * 8;
  }
}
