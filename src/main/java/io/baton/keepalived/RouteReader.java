package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.config.Scope;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualRoute;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a line of `virtual_routes` or `static_routes`, in the syntax of `ip route`.
final class RouteReader {

  static final long MOST = 0xffff_ffffL;

  /// Options with a value that the model lacks; the route is set without them.
  private static final Set<String> UNREAD =
      Set.of(
          "window",
          "rtt",
          "rttvar",
          "ssthresh",
          "cwnd",
          "initcwnd",
          "initrwnd",
          "reordering",
          "rto_min",
          "hoplimit",
          "quickack",
          "features",
          "congctl",
          "pref",
          "realms",
          "expires",
          "ttl-propagate",
          "track_group");

  private final Words words;
  private final Reading reading;
  private @Nullable IpPrefix destination;
  private boolean defaultRoute;
  private int type = VirtualRoute.UNICAST;
  private @Nullable InetAddress via;
  private @Nullable String device;
  private @Nullable InetAddress source;
  private long table;
  private long metric;
  private int scope = -1;
  private int tos;
  private int mtu;
  private int advmss;
  private boolean onlink;
  private boolean tracked = true;
  private boolean broken;
  private final List<VirtualRoute.NextHop> nextHops = new ArrayList<>();

  private RouteReader(Statement line, Reading reading) {
    this.reading = reading;
    words = new Words(line, reading);
  }

  /// Empty, with a finding, when the line makes no route.
  static Optional<VirtualRoute> read(Statement line, Reading reading) {
    new Values(reading).noBlock(line);
    return new RouteReader(line, reading).route(line);
  }

  private Optional<VirtualRoute> route(Statement line) {
    while (words.hasNext() && !broken) {
      option(words.next());
    }
    if (broken) {
      return Optional.empty();
    }
    IpPrefix whole = destination == null && defaultRoute ? everything() : destination;
    if (whole == null) {
      reading.warning(
          "bad-value",
          line.position(),
          "this route has no destination, and is left out, as keepalived does");
      return Optional.empty();
    }
    if (via != null && AddressFamily.of(via) != whole.family()) {
      reading.error(
          "bad-value", line.position(), "the gateway is of another family than the destination");
      return Optional.empty();
    }
    if (via == null && device == null && nextHops.isEmpty() && type == VirtualRoute.UNICAST) {
      reading.warning(
          "bad-value",
          line.position(),
          "this route has neither a gateway nor an interface, so that the kernel may refuse it");
    }
    return Optional.of(
        new VirtualRoute(
            whole, type, via, device, source, table, metric, scope(), tos, mtu, advmss, onlink,
            nextHops, tracked));
  }

  /// A route without a gateway reaches what is on the link, as `ip route` takes it.
  private int scope() {
    boolean link = type == VirtualRoute.UNICAST && via == null && nextHops.isEmpty();
    return scope >= 0 ? scope : link ? 253 : 0;
  }

  private IpPrefix everything() {
    InetAddress known = via;
    for (VirtualRoute.NextHop hop : nextHops) {
      known = known == null ? hop.via() : known;
    }
    AddressFamily family = known == null ? AddressFamily.IPV4 : AddressFamily.of(known);
    return new IpPrefix(family.unspecifiedAddress(), 0);
  }

  private void option(Word option) {
    switch (option.text()) {
      case "unicast" -> type = VirtualRoute.UNICAST;
      case "blackhole" -> type = VirtualRoute.BLACKHOLE;
      case "unreachable" -> type = VirtualRoute.UNREACHABLE;
      case "prohibit" -> type = VirtualRoute.PROHIBIT;
      case "to" -> words.value(option).ifPresent(this::destination);
      case "via", "gw" -> {
        via = words.gateway(option).orElse(null);
        broken = via == null;
      }
      case "or" -> alternative(option);
      case "dev", "oif" -> device = words.value(option).map(Word::text).orElse(device);
      case "src", "source" -> source = words.address(option).orElse(source);
      case "nexthop" -> nextHop();
      case "onlink" -> onlink = true;
      case "no_track" -> tracked = false;
      case "scope" -> words.value(option).ifPresent(this::scope);
      default -> number(option);
    }
  }

  private void number(Word option) {
    switch (option.text()) {
      case "table" -> words.value(option).ifPresent(word -> table = table(word));
      case "metric", "priority", "preference" -> metric = words.number(option, MOST, metric);
      case "tos", "dsfield" -> tos = (int) words.number(option, 255, tos);
      case "mtu" -> mtu = (int) words.number(locked(option), 65_535, mtu);
      case "advmss" -> advmss = (int) words.number(locked(option), 65_535, advmss);
      case "proto", "protocol" -> {
        words.value(option);
        reading.note(
            "no-effect",
            option.position(),
            "proto has no effect: Baton marks its routes with a protocol of its own");
      }
      default -> other(option);
    }
  }

  private Word locked(Word option) {
    words.skip("lock");
    return option;
  }

  private void other(Word option) {
    if (UNREAD.contains(option.text())) {
      words.value(option);
      reading.warning(
          "not-supported",
          option.position(),
          "%s is not supported: the route is set without it".formatted(option.text()));
    } else if (destination == null && !defaultRoute) {
      destination(option);
    } else {
      reading.error(
          "bad-value",
          option.position(),
          Reading.quote(option.text()) + " is no option of a route that Baton knows");
      broken = true;
    }
  }

  private void destination(Word word) {
    if (word.text().equals("default")) {
      defaultRoute = true;
      return;
    }
    if (word.text().equals("default6")) {
      destination = new IpPrefix(AddressFamily.IPV6.unspecifiedAddress(), 0);
      return;
    }
    Optional<IpLiteral.Prefix> prefix = IpLiteral.parsePrefix(word.text());
    if (prefix.isEmpty()) {
      reading.warning(
          "bad-value",
          word.position(),
          Reading.quote(word.text())
              + " is no destination, and this route is left out, as keepalived does");
      broken = true;
    }
    destination = prefix.map(p -> new IpPrefix(p.address(), p.length())).orElse(null);
  }

  private void scope(Word word) {
    Scope.parse(word.text())
        .ifPresentOrElse(
            number -> scope = number,
            () -> words.bad(word, "is no scope; global, link, host or 0 to 255 is"));
  }

  private long table(Word word) {
    return switch (word.text()) {
      case "main" -> 0;
      case "local" -> 255;
      case "default" -> 253;
      default -> words.number("a table", word, MOST, table);
    };
  }

  /// `via A or B` of old files: two gateways.
  private void alternative(Word option) {
    words
        .gateway(option)
        .ifPresent(
            second -> {
              if (via != null) {
                nextHops.add(new VirtualRoute.NextHop(via, device, 1, false));
                via = null;
              }
              nextHops.add(new VirtualRoute.NextHop(second, device, 1, false));
            });
  }

  private void nextHop() {
    @Nullable InetAddress gateway = null;
    @Nullable String through = null;
    long weight = 1;
    boolean direct = false;
    while (words.hasNext() && !words.isNext("nexthop")) {
      Word option = words.next();
      switch (option.text()) {
        case "via" -> gateway = words.gateway(option).orElse(null);
        case "dev" -> through = words.value(option).map(Word::text).orElse(null);
        case "weight" -> weight = Math.clamp(words.number(option, 256, weight), 1, 256);
        case "onlink" -> direct = true;
        case "no_track" -> tracked = false;
        default -> words.bad(option, "is no option of a nexthop; via, dev, weight and onlink are");
      }
    }
    nextHops.add(new VirtualRoute.NextHop(gateway, through, (int) weight, direct));
  }
}
