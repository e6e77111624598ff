package io.baton.engine;

import io.baton.vrrp.MacAddress;
import java.net.InetAddress;
import java.util.List;

/// A network interface as the kernel shows it: an immutable snapshot.
///
/// @param index the kernel's `ifindex`
/// @param up administratively up and with a carrier (`IFF_UP` and `IFF_RUNNING`)
/// @param addresses in the kernel's order, the virtual ones included
public record Link(
    int index, String name, boolean up, MacAddress mac, int mtu, List<LinkAddress> addresses) {

  public Link {
    addresses = List.copyOf(addresses);
  }

  /// An address of an interface.
  ///
  /// @param ours whether it carries Baton's protocol mark: a virtual address
  public record LinkAddress(InetAddress address, int prefixLength, boolean ours) {}
}
