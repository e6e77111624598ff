package io.baton.vrrp;

import java.net.InetAddress;

/// An address range: `10.0.0.0/8`; length 0 for everything.
///
/// @param length 0 to 32 or 128
public record IpPrefix(InetAddress address, int length) {

  public IpPrefix {
    int longest = AddressFamily.of(address).hostPrefixLength();
    if (length < 0 || length > longest) {
      throw new IllegalArgumentException("a prefix length is 0 to %d".formatted(longest));
    }
  }

  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  @Override
  public String toString() {
    return IpText.of(address) + "/" + length;
  }
}
