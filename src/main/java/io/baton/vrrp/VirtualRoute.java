package io.baton.vrrp;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route that follows the virtual addresses (`virtual_routes`), in the terms of `ip route`.
///
/// @param destination length 0 for the default route
/// @param type `RTN_*` of linux/rtnetlink.h: 1 unicast, 6 blackhole, 7 unreachable, 8 prohibit
/// @param via the gateway; null for none
/// @param device the interface; null for what the kernel finds
/// @param source the preferred source address; null for none
/// @param table 0 for the main table
/// @param metric 0 for the kernel's choice
/// @param scope `rt_scope_t`; 0 global, 253 link, 254 host
/// @param tos 0 to 255
/// @param mtu 0 for none
/// @param advmss 0 for none
/// @param onlink whether the gateway counts as directly connected
/// @param nextHops several gateways instead of one; empty for one or none
/// @param tracked whether the instance depends on the route's interface
public record VirtualRoute(
    IpPrefix destination,
    int type,
    @Nullable InetAddress via,
    @Nullable String device,
    @Nullable InetAddress source,
    long table,
    long metric,
    int scope,
    int tos,
    int mtu,
    int advmss,
    boolean onlink,
    List<NextHop> nextHops,
    boolean tracked) {

  public static final int UNICAST = 1;
  public static final int BLACKHOLE = 6;
  public static final int UNREACHABLE = 7;
  public static final int PROHIBIT = 8;

  public VirtualRoute {
    nextHops = List.copyOf(nextHops);
  }

  /// One of several gateways.
  ///
  /// @param weight 1 to 256
  public record NextHop(
      @Nullable InetAddress via, @Nullable String device, int weight, boolean onlink) {}

  public AddressFamily family() {
    return destination.family();
  }

  /// `10.1.0.0/16 via 10.0.0.1 dev eth0`.
  @Override
  public String toString() {
    var text = new StringBuilder(destination.toString());
    if (via != null) {
      text.append(" via ").append(IpText.of(via));
    }
    if (device != null) {
      text.append(" dev ").append(device);
    }
    return text.toString();
  }
}
