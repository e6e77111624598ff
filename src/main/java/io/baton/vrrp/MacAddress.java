package io.baton.vrrp;

import java.util.HexFormat;

/// A 48-bit link-layer address, in the low bits of `bits`.
public record MacAddress(long bits) {

  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("a MAC address has 48 bits: 0x" + Long.toHexString(bits));
    }
  }

  /// The virtual MAC address of a router. RFC 9568 section 7.3: `00-00-5e-00-01-{vrid}` for IPv4,
  /// `00-00-5e-00-02-{vrid}` for IPv6.
  public static MacAddress virtual(AddressFamily family, Vrid vrid) {
    long middle = family == AddressFamily.IPV4 ? 0x01 : 0x02;
    return new MacAddress(0x0000_5e00_0000L | middle << 8 | vrid.value());
  }

  /// Reads six octets.
  public static MacAddress of(byte[] octets) {
    if (octets.length != 6) {
      throw new IllegalArgumentException("a MAC address has 6 octets, not " + octets.length);
    }
    long bits = 0;
    for (byte octet : octets) {
      bits = bits << 8 | (octet & 0xff);
    }
    return new MacAddress(bits);
  }

  /// The six octets, in transmission order.
  public byte[] octets() {
    var octets = new byte[6];
    for (int i = 0; i < 6; i++) {
      octets[i] = (byte) (bits >>> (40 - 8 * i));
    }
    return octets;
  }

  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(octets());
  }
}
