package io.baton.linux;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRoute.NextHop;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes what the kernel is to know of a route.
///
/// linux/rtnetlink.h, `struct rtmsg`:
///
/// ```
///   0 family (1)   1 destination length (1)   2 source length (1)   3 tos (1)
///   4 table (1)    5 protocol (1)             6 scope (1)           7 type (1)   8 flags (4)
/// ```
///
/// @param interfaces the index of each interface it names
record RouteRequest(VirtualRoute route, Map<String, Integer> interfaces) {

  /// Baton's mark in `rtm_protocol`: the protocol number of VRRP, as for addresses. Not
  /// keepalived's 18, so that on a host that moves from one to the other neither takes away what
  /// the other has set.
  static final int MARK = 112;

  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  private static final int RTAX_MTU = 2;
  private static final int RTAX_ADVMSS = 8;
  private static final int RTNH_F_ONLINK = 4;

  static final int TABLE_MAIN = 254;
  private static final int RT_SCOPE_NOWHERE = 255;

  /// The kernel's metric of IPv6 routes without one (`IP6_RT_PRIO_USER`).
  private static final int IPV6_METRIC = 1024;

  /// Looks the interfaces up.
  ///
  /// @param unknown takes each route that names an interface that is not there
  static List<RouteRequest> resolve(List<VirtualRoute> routes, Consumer<VirtualRoute> unknown) {
    var resolved = new ArrayList<RouteRequest>();
    for (var route : routes) {
      var interfaces = new HashMap<String, Integer>();
      look(interfaces, route.device());
      route.nextHops().forEach(hop -> look(interfaces, hop.device()));
      if (interfaces.containsValue(0)) {
        unknown.accept(route);
      } else {
        resolved.add(new RouteRequest(route, interfaces));
      }
    }
    return resolved;
  }

  private static void look(Map<String, Integer> interfaces, @Nullable String device) {
    if (device != null) {
      interfaces.computeIfAbsent(device, LibC::if_nametoindex);
    }
  }

  /// `RTM_NEWROUTE`.
  void add(NetlinkRequest request, int ack, int sequence) {
    int flags = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL | ack;
    begin(request, NetlinkRequest.RTM_NEWROUTE, flags, sequence, route.scope(), route.type());
    appendWay(request);
    var source = route.source();
    if (source != null) {
      request.attribute(RTA_PREFSRC, source.getAddress());
    }
    if (route.mtu() != 0 || route.advmss() != 0) {
      request.nested(RTA_METRICS, this::appendMetrics);
    }
    request.end();
  }

  /// Static for `NetlinkBatch.Writer`.
  static void add(NetlinkRequest request, RouteRequest route, int ack, int sequence) {
    route.add(request, ack, sequence);
  }

  /// `RTM_DELROUTE`: whatever its scope and type, and whichever way it goes if that does not
  /// matter.
  void remove(NetlinkRequest request, boolean sameWay, int ack, int sequence) {
    begin(request, NetlinkRequest.RTM_DELROUTE, ack, sequence, RT_SCOPE_NOWHERE, 0);
    if (sameWay && route.nextHops().isEmpty()) {
      appendWay(request);
    }
    request.end();
  }

  private void begin(
      NetlinkRequest request, int type, int flags, int sequence, int scope, int routeType) {
    var destination = route.destination();
    int table = route.table() == 0 ? TABLE_MAIN : (int) route.table();
    boolean fits = table >>> 8 == 0;
    int family = KernelSocket.family(destination.family());
    boolean onlink = route.onlink() && route.nextHops().isEmpty();
    request
        .begin(type, flags, sequence)
        .header(family, destination.length(), 0, route.tos())
        .header(fits ? table : 0, MARK, scope, routeType)
        .word(onlink ? RTNH_F_ONLINK : 0)
        .number(RTA_TABLE, table);
    if (destination.length() > 0) {
      request.attribute(RTA_DST, destination.address().getAddress());
    }
    int metric = (int) route.metric();
    if (metric == 0 && destination.family() == AddressFamily.IPV6) {
      metric = IPV6_METRIC;
    }
    if (metric != 0) {
      request.number(RTA_PRIORITY, metric);
    }
  }

  private void appendWay(NetlinkRequest request) {
    if (!route.nextHops().isEmpty()) {
      request.nested(RTA_MULTIPATH, hops -> route.nextHops().forEach(hop -> appendHop(hops, hop)));
      return;
    }
    appendGateway(request, route.via());
    var device = route.device();
    if (device != null) {
      request.number(RTA_OIF, interfaces.getOrDefault(device, 0));
    }
  }

  /// linux/rtnetlink.h, `struct rtnexthop`: length (2), flags (1), weight - 1 (1), interface (4),
  /// attributes.
  private void appendHop(NetlinkRequest request, NextHop hop) {
    var device = hop.device();
    int index = device == null ? 0 : interfaces.getOrDefault(device, 0);
    request.sized(
        sized -> {
          sized.header(hop.onlink() ? RTNH_F_ONLINK : 0, hop.weight() - 1).word(index);
          appendGateway(sized, hop.via());
        });
  }

  /// A gateway of the other family has an attribute of its own, with the family before it.
  private void appendGateway(NetlinkRequest request, @Nullable InetAddress via) {
    if (via == null) {
      return;
    }
    byte[] octets = via.getAddress();
    var family = AddressFamily.of(via);
    if (family == route.family()) {
      request.attribute(RTA_GATEWAY, octets);
      return;
    }
    var value = ByteBuffer.allocate(2 + octets.length).order(ByteOrder.nativeOrder());
    value.putShort((short) KernelSocket.family(family)).put(octets);
    request.attribute(RTA_VIA, value.array());
  }

  private void appendMetrics(NetlinkRequest request) {
    if (route.mtu() != 0) {
      request.number(RTAX_MTU, route.mtu());
    }
    if (route.advmss() != 0) {
      request.number(RTAX_ADVMSS, route.advmss());
    }
  }
}
