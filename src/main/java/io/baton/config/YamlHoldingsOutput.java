package io.baton.config;

import io.baton.vrrp.AddressOptions;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes addresses, routes and routing rules.
final class YamlHoldingsOutput {

  private static final Map<Integer, String> SCOPES =
      Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");

  private YamlHoldingsOutput() {}

  static void addresses(
      YamlOutput out, String key, String pointer, List<VirtualAddress> addresses) {
    var items = new ArrayList<YamlOutput.Item>();
    for (VirtualAddress address : addresses) {
      String place = pointer + "/" + items.size();
      YamlOutput fields = YamlOutput.of(inner -> address(inner, place, address));
      items.add(
          new YamlOutput.Item(
              place,
              fields.entries().size() == 1
                  ? fields.entries().getFirst().value()
                  : new YamlOutput.Fields(fields)));
    }
    out.items(key, pointer, items);
  }

  private static void address(YamlOutput out, String place, VirtualAddress address) {
    AddressOptions options = address.options();
    out.text("address", place + "/address", address.toString());
    out.text("device", place + "/device", address.device());
    out.text("label", place + "/label", address.label());
    YamlInstanceOutput.address(out, "broadcast", place + "/broadcast", address.broadcast());
    scope(out, place + "/scope", address.scope());
    String inner = place + "/options";
    IpPrefix peer = options.peer();
    out.text("peer", inner + "/peer", peer == null ? null : peer.toString());
    out.flag("detectDuplicates", inner, options.detectDuplicates(), false);
    out.flag("noPrefixRoute", inner, options.noPrefixRoute(), false);
    out.flag("tracked", inner, options.tracked(), true);
    options
        .preferredLifetimeSeconds()
        .ifPresent(seconds -> out.word("preferredLifetime", inner, lifetime(seconds)));
    out.flag("homeAddress", inner, options.homeAddress(), false);
    out.flag("manageTemporary", inner, options.manageTemporary(), false);
    out.flag("autojoin", inner, options.autojoin(), false);
  }

  private static String lifetime(long seconds) {
    return seconds == AddressOptions.FOREVER
        ? "forever"
        : DurationText.of(Duration.ofSeconds(seconds));
  }

  private static void scope(YamlOutput out, String place, int scope) {
    if (scope != 0) {
      out.word("scope", place, SCOPES.getOrDefault(scope, Integer.toString(scope)));
    }
  }

  static void routes(YamlOutput out, String pointer, List<VirtualRoute> routes) {
    var items = new ArrayList<YamlOutput.Item>();
    for (VirtualRoute route : routes) {
      String place = pointer + "/" + items.size();
      items.add(
          new YamlOutput.Item(
              place, new YamlOutput.Fields(YamlOutput.of(inner -> route(inner, place, route)))));
    }
    out.items("routes", pointer, items);
  }

  private static void route(YamlOutput out, String place, VirtualRoute route) {
    out.text("destination", place + "/destination", route.destination().toString());
    word(out, "type", place + "/type", route.type(), YamlRoutes.TYPES);
    YamlInstanceOutput.address(out, "via", place + "/via", route.via());
    out.text("device", place + "/device", route.device());
    YamlInstanceOutput.address(out, "source", place + "/source", route.source());
    out.number("table", place + "/table", route.table(), 0);
    out.number("metric", place + "/metric", route.metric(), 0);
    scope(out, place + "/scope", route.scope());
    out.number("tos", place + "/tos", route.tos(), 0);
    out.number("mtu", place + "/mtu", route.mtu(), 0);
    out.number("advmss", place + "/advmss", route.advmss(), 0);
    out.flag("onlink", place + "/onlink", route.onlink(), false);
    var hops = new ArrayList<YamlOutput.Item>();
    for (VirtualRoute.NextHop hop : route.nextHops()) {
      String hopPlace = place + "/nextHops/" + hops.size();
      hops.add(
          new YamlOutput.Item(
              hopPlace, new YamlOutput.Fields(YamlOutput.of(o -> hop(o, hopPlace, hop)))));
    }
    out.items("nextHops", place + "/nextHops", hops);
    out.flag("tracked", place + "/tracked", route.tracked(), true);
  }

  private static void hop(YamlOutput out, String place, VirtualRoute.NextHop hop) {
    YamlInstanceOutput.address(out, "via", place + "/via", hop.via());
    out.text("device", place + "/device", hop.device());
    out.word("weight", place + "/weight", Integer.toString(hop.weight()));
    out.flag("onlink", place + "/onlink", hop.onlink(), false);
  }

  /// 1 is the default.
  private static void word(
      YamlOutput out, String key, String place, int number, Map<String, Integer> names) {
    if (number == 1) {
      return;
    }
    String word =
        names.entrySet().stream()
            .filter(e -> e.getValue() == number)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(Integer.toString(number));
    out.word(key, place, word);
  }

  static void rules(YamlOutput out, String pointer, List<VirtualRule> rules) {
    var items = new ArrayList<YamlOutput.Item>();
    for (VirtualRule rule : rules) {
      String place = pointer + "/" + items.size();
      items.add(
          new YamlOutput.Item(
              place, new YamlOutput.Fields(YamlOutput.of(inner -> rule(inner, place, rule)))));
    }
    out.items("rules", pointer, items);
  }

  private static void rule(YamlOutput out, String place, VirtualRule rule) {
    IpPrefix from = rule.from();
    IpPrefix to = rule.to();
    out.word("table", place + "/table", Long.toString(rule.table()));
    if (rule.family() != YamlRoutes.family(from, to)) {
      out.word("family", place + "/family", YamlFields.word(rule.family()));
    }
    out.text("from", place + "/from", from == null ? null : from.toString());
    out.text("to", place + "/to", to == null ? null : to.toString());
    out.text("inputInterface", place + "/inputInterface", rule.inputInterface());
    out.text("outputInterface", place + "/outputInterface", rule.outputInterface());
    word(out, "action", place + "/action", rule.action(), YamlRoutes.ACTIONS);
    rule.priority().ifPresent(v -> out.word("priority", place + "/priority", Long.toString(v)));
    rule.mark().ifPresent(v -> out.word("mark", place + "/mark", Long.toString(v)));
    out.number("mask", place + "/mask", rule.mask(), YamlRoutes.ALL_BITS);
    out.number("tos", place + "/tos", rule.tos(), 0);
  }
}
