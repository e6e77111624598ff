package io.baton.keepalived;

import io.baton.config.Reading;
import io.baton.config.StaticConfig;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads `static_ipaddress`, `static_routes` and `static_rules`, which add up.
final class StaticReader {

  static final Set<String> KEYWORDS = Set.of("static_ipaddress", "static_routes", "static_rules");

  private final Reading reading;
  private final Values values;
  private final List<VirtualAddress> addresses = new ArrayList<>();
  private final List<VirtualRoute> routes = new ArrayList<>();
  private final List<VirtualRule> rules = new ArrayList<>();

  StaticReader(Reading reading) {
    this.reading = reading;
    values = new Values(reading);
  }

  void read(Statement block) {
    if (!values.block(block, 0)) {
      return;
    }
    for (Statement line : block.children()) {
      switch (block.keyword()) {
        case "static_ipaddress" -> {
          reading.place("/statics/addresses/" + addresses.size(), line.position());
          AddressReader.read(line, reading).ifPresent(addresses::add);
        }
        case "static_routes" -> {
          reading.place("/statics/routes/" + routes.size(), line.position());
          RouteReader.read(line, reading).ifPresent(routes::add);
        }
        default -> {
          reading.place("/statics/rules/" + rules.size(), line.position());
          RuleReader.read(line, reading).ifPresent(rules::add);
        }
      }
    }
  }

  /// Addresses without an interface of their own go to the default one, as keepalived does.
  StaticConfig statics(String defaultInterface) {
    List<VirtualAddress> placed =
        addresses.stream()
            .map(
                a ->
                    a.device() != null
                        ? a
                        : new VirtualAddress(
                            a.address(),
                            a.prefixLength(),
                            defaultInterface,
                            a.label(),
                            a.broadcast(),
                            a.scope(),
                            a.options()))
            .toList();
    return new StaticConfig(placed, routes, rules);
  }
}
