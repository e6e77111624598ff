package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.IpText;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of what is set in the kernel beside the advertised addresses: further addresses,
/// routes and routing rules.
final class HoldingRules {

  private static final int MOST_SHARES = 256;

  private record Place(@Nullable String device, InetAddress address) {}

  private final Rules rules;

  HoldingRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(BatonConfig config) {
    for (int i = 0; i < config.instances().size(); i++) {
      InstanceConfig instance = config.instances().get(i);
      String path = "/instances/" + i;
      Set<Place> advertised = new HashSet<>();
      instance.addresses().forEach(a -> advertised.add(place(a, instance.interfaceName())));
      addresses(
          path + "/excludedAddresses",
          instance.excludedAddresses(),
          instance.interfaceName(),
          advertised);
      routes(path + "/routes", instance.routes());
      rules(path + "/rules", instance.rules());
    }
    StaticConfig statics = config.statics();
    addresses("/statics/addresses", statics.addresses(), null, new HashSet<>());
    routes("/statics/routes", statics.routes());
    rules("/statics/rules", statics.rules());
  }

  private static Place place(VirtualAddress address, @Nullable String usual) {
    return new Place(address.device() == null ? usual : address.device(), address.address());
  }

  private void addresses(
      String path, List<VirtualAddress> addresses, @Nullable String usual, Set<Place> seen) {
    for (int i = 0; i < addresses.size(); i++) {
      VirtualAddress address = addresses.get(i);
      rules.virtualAddress(path + "/" + i, address);
      if (!seen.add(place(address, usual))) {
        rules.broken(
            path + "/" + i,
            "duplicate-address",
            IpText.of(address.address()) + " is there already; take one of them away");
      }
    }
  }

  private void routes(String path, List<VirtualRoute> routes) {
    for (int i = 0; i < routes.size(); i++) {
      route(path + "/" + i, routes.get(i));
    }
  }

  private void route(String path, VirtualRoute route) {
    rules.between(path + "/tos", "the type of service", route.tos(), 0, 255);
    rules.between(path + "/mtu", "the mtu", route.mtu(), 0, 65_535);
    rules.between(path + "/advmss", "the segment size", route.advmss(), 0, 65_535);
    rules.deviceName(path + "/device", route.device());
    sameFamily(path + "/via", "the gateway", route.via(), route.family());
    sameFamily(path + "/source", "the source", route.source(), route.family());
    if (route.nextHops().size() > MOST_SHARES) {
      rules.broken(path + "/nextHops", "too-many", "a route has up to 256 gateways");
    }
    for (int k = 0; k < route.nextHops().size(); k++) {
      hop(path + "/nextHops/" + k, route.nextHops().get(k), route.family());
    }
    if (route.type() != VirtualRoute.UNICAST
        && (route.via() != null || !route.nextHops().isEmpty())) {
      rules.broken(path, "conflict", "what leads nowhere has no gateway; take it away");
    }
    if (route.via() != null && !route.nextHops().isEmpty()) {
      rules.broken(
          path + "/nextHops", "conflict", "a route has one gateway (via) or several (nextHops)");
    }
    linkLocal(path, route.via(), route.device());
  }

  private void hop(String path, VirtualRoute.NextHop hop, AddressFamily family) {
    rules.between(path + "/weight", "the weight", hop.weight(), 1, MOST_SHARES);
    rules.deviceName(path + "/device", hop.device());
    sameFamily(path + "/via", "the gateway", hop.via(), family);
    if (hop.via() == null && hop.device() == null) {
      rules.broken(path, "missing-value", "one of several gateways needs via or device");
    }
    linkLocal(path, hop.via(), hop.device());
  }

  /// The kernel finds no interface for a gateway that every link may have.
  private void linkLocal(String path, @Nullable InetAddress via, @Nullable String device) {
    if (via != null && via.isLinkLocalAddress() && via.getAddress().length == 16) {
      if (device == null) {
        rules.broken(path, "missing-value", "a link-local gateway needs its interface (device)");
      }
    }
  }

  private void sameFamily(
      String path, String what, @Nullable InetAddress address, AddressFamily family) {
    if (address != null && AddressFamily.of(address) != family) {
      rules.broken(
          path,
          "address-family",
          "%s %s is of another family than the destination".formatted(what, IpText.of(address)));
    }
  }

  private void rules(String path, List<VirtualRule> all) {
    for (int i = 0; i < all.size(); i++) {
      rule(path + "/" + i, all.get(i));
    }
  }

  private void rule(String path, VirtualRule rule) {
    rules.between(path + "/tos", "the type of service", rule.tos(), 0, 255);
    rules.deviceName(path + "/inputInterface", rule.inputInterface());
    rules.deviceName(path + "/outputInterface", rule.outputInterface());
    range(path + "/from", rule.from(), rule.family());
    range(path + "/to", rule.to(), rule.family());
    if (rule.action() == VirtualRule.TO_TABLE && rule.table() == 0) {
      rules.broken(path, "missing-value", "a rule needs the table that it leads to");
    }
  }

  private void range(String path, @Nullable IpPrefix range, AddressFamily family) {
    if (range != null && range.family() != family) {
      rules.broken(
          path, "address-family", range + " is of another family than the rule; make them agree");
    }
  }
}
