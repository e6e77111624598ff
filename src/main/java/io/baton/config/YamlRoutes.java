package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads routes and routing rules.
final class YamlRoutes {

  static final long ALL_BITS = 0xffff_ffffL;

  /// linux/rtnetlink.h, `RTN_*`.
  static final Map<String, Integer> TYPES =
      Map.of("unicast", 1, "blackhole", 6, "unreachable", 7, "prohibit", 8);

  /// linux/fib_rules.h, `FR_ACT_*`.
  static final Map<String, Integer> ACTIONS =
      Map.of("table", 1, "blackhole", 6, "unreachable", 7, "prohibit", 8);

  private YamlRoutes() {}

  static List<VirtualRoute> routes(YamlFields fields, String pointer) {
    var routes = new ArrayList<VirtualRoute>();
    for (YamlNode node : fields.list("routes", pointer)) {
      String place = pointer + "/" + routes.size();
      fields.reading().place(place, node.position());
      if (node instanceof YamlNode.Mapping mapping) {
        route(fields.of(mapping), place).ifPresent(routes::add);
      } else {
        fields.wrongType("an entry of routes", node, "a mapping (destination: ...)");
      }
    }
    return routes;
  }

  private static Optional<VirtualRoute> route(YamlFields route, String place) {
    route.require("destination", place + "/destination", route.position());
    @Nullable InetAddress via = route.address("via", place + "/via");
    Optional<IpPrefix> destination = destination(route, place + "/destination", via);
    int type = word(route, "type", place + "/type", TYPES);
    String device = route.text("device", place + "/device");
    @Nullable InetAddress source = route.address("source", place + "/source");
    long table = route.unsigned("table", place + "/table").orElse(0);
    long metric = route.unsigned("metric", place + "/metric").orElse(0);
    int scope = YamlAddresses.scope(route, place + "/scope", 0);
    int tos = route.number("tos", place + "/tos", 0);
    int mtu = route.number("mtu", place + "/mtu", 0);
    int advmss = route.number("advmss", place + "/advmss", 0);
    boolean onlink = route.flag("onlink", place + "/onlink", false);
    List<VirtualRoute.NextHop> nextHops = nextHops(route, place + "/nextHops");
    boolean tracked = route.flag("tracked", place + "/tracked", true);
    route.finish();
    return destination.map(
        d ->
            new VirtualRoute(
                d, type, via, device, source, table, metric, scope, tos, mtu, advmss, onlink,
                nextHops, tracked));
  }

  /// `default` is everything in the family of the gateway.
  private static Optional<IpPrefix> destination(
      YamlFields route, String place, @Nullable InetAddress via) {
    Optional<YamlNode> node = route.node("destination", place);
    if (node.isPresent()
        && node.get() instanceof YamlNode.Scalar scalar
        && scalar.text().equals("default")) {
      boolean ipv6 = via != null && AddressFamily.of(via) == AddressFamily.IPV6;
      return Optional.of(new IpPrefix(InetAddress.ofLiteral(ipv6 ? "::" : "0.0.0.0"), 0));
    }
    return YamlAddresses.prefix(route, "destination", place);
  }

  private static List<VirtualRoute.NextHop> nextHops(YamlFields route, String pointer) {
    var hops = new ArrayList<VirtualRoute.NextHop>();
    for (YamlNode node : route.list("nextHops", pointer)) {
      String place = pointer + "/" + hops.size();
      route.reading().place(place, node.position());
      if (node instanceof YamlNode.Mapping mapping) {
        YamlFields hop = route.of(mapping);
        hops.add(
            new VirtualRoute.NextHop(
                hop.address("via", place + "/via"),
                hop.text("device", place + "/device"),
                hop.number("weight", place + "/weight", 1),
                hop.flag("onlink", place + "/onlink", false)));
        hop.finish();
      } else {
        route.wrongType("an entry of nextHops", node, "a mapping (via: ...)");
      }
    }
    return hops;
  }

  /// A name of the kernel's numbers, or the number; 1 when nothing is said.
  private static int word(YamlFields fields, String key, String place, Map<String, Integer> names) {
    Optional<YamlNode.Scalar> scalar =
        fields.node(key, place).flatMap(node -> fields.item(key, node));
    if (scalar.isEmpty()) {
      return 1;
    }
    String text = scalar.get().text();
    if (names.containsKey(text)) {
      return names.getOrDefault(text, 1);
    }
    if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 255) {
      return Integer.parseInt(text);
    }
    fields.bad(key, scalar.get(), String.join(", ", names.keySet().stream().sorted().toList()));
    return 1;
  }

  static List<VirtualRule> rules(YamlFields fields, String pointer) {
    var rules = new ArrayList<VirtualRule>();
    for (YamlNode node : fields.list("rules", pointer)) {
      String place = pointer + "/" + rules.size();
      fields.reading().place(place, node.position());
      if (node instanceof YamlNode.Mapping mapping) {
        rules.add(rule(fields.of(mapping), place));
      } else {
        fields.wrongType("an entry of rules", node, "a mapping (from: ...)");
      }
    }
    return rules;
  }

  /// Without a word about it a rule is of the family of its ranges, or of IPv4.
  private static VirtualRule rule(YamlFields rule, String place) {
    @Nullable IpPrefix from = YamlAddresses.prefix(rule, "from", place + "/from").orElse(null);
    @Nullable IpPrefix to = YamlAddresses.prefix(rule, "to", place + "/to").orElse(null);
    var config =
        new VirtualRule(
            rule.choice("family", place + "/family", AddressFamily.values(), family(from, to)),
            from,
            to,
            rule.text("inputInterface", place + "/inputInterface"),
            rule.text("outputInterface", place + "/outputInterface"),
            word(rule, "action", place + "/action", ACTIONS),
            rule.unsigned("table", place + "/table").orElse(0),
            rule.unsigned("priority", place + "/priority"),
            rule.unsigned("mark", place + "/mark"),
            rule.unsigned("mask", place + "/mask").orElse(ALL_BITS),
            rule.number("tos", place + "/tos", 0));
    rule.finish();
    return config;
  }

  static AddressFamily family(@Nullable IpPrefix from, @Nullable IpPrefix to) {
    return Stream.of(Optional.ofNullable(from), Optional.ofNullable(to))
        .flatMap(Optional::stream)
        .findFirst()
        .map(IpPrefix::family)
        .orElse(AddressFamily.IPV4);
  }
}
