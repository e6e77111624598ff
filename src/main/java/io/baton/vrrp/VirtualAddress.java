package io.baton.vrrp;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// An address that the Active router holds, and how it is set on the interface.
///
/// @param address the address itself
/// @param prefixLength 0 to 32 or 128
/// @param device the interface that carries it; null for the instance's own
/// @param label the alias label of an IPv4 address, `IF:x`; null for none
/// @param broadcast the broadcast address of an IPv4 address; null for none
/// @param scope `rt_scope_t` of linux/rtnetlink.h: 0 global, 200 site, 253 link, 254 host
/// @param options what few addresses need
public record VirtualAddress(
    InetAddress address,
    int prefixLength,
    @Nullable String device,
    @Nullable String label,
    @Nullable InetAddress broadcast,
    int scope,
    AddressOptions options) {

  public VirtualAddress(
      InetAddress address,
      int prefixLength,
      @Nullable String device,
      @Nullable String label,
      @Nullable InetAddress broadcast,
      int scope) {
    this(address, prefixLength, device, label, broadcast, scope, AddressOptions.DEFAULT);
  }

  public VirtualAddress {
    int longest = AddressFamily.of(address).hostPrefixLength();
    if (prefixLength < 0 || prefixLength > longest) {
      throw new IllegalArgumentException(
          "the prefix length of %s is 0 to %d, not %d"
              .formatted(IpText.of(address), longest, prefixLength));
    }
    if (scope < 0 || scope > 255) {
      throw new IllegalArgumentException("a scope is 0 to 255, not " + scope);
    }
  }

  public static VirtualAddress of(InetAddress address, int prefixLength) {
    return new VirtualAddress(address, prefixLength, null, null, null, 0);
  }

  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  /// `10.0.0.40/24`.
  @Override
  public String toString() {
    return IpText.of(address) + "/" + prefixLength;
  }
}
