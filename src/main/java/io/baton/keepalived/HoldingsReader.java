package io.baton.keepalived;

import io.baton.config.Reading;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what an instance holds while it is Active: addresses, routes and rules.
final class HoldingsReader {

  static final Set<String> KEYWORDS =
      Set.of("virtual_ipaddress", "virtual_ipaddress_excluded", "virtual_routes", "virtual_rules");

  /// What fits into an advertisement; keepalived moves the rest to the excluded ones.
  private static final int MOST_ADVERTISED = 255;

  private final String pointer;
  private final Values values;
  private final Reading reading;
  private final Set<List<@Nullable Object>> seen = new HashSet<>();
  final List<VirtualAddress> addresses = new ArrayList<>();
  final List<VirtualAddress> excluded = new ArrayList<>();
  final List<VirtualRoute> routes = new ArrayList<>();
  final List<VirtualRule> rules = new ArrayList<>();

  HoldingsReader(String pointer, Values values) {
    this.pointer = pointer;
    this.values = values;
    reading = values.reading();
  }

  void take(Statement block) {
    if (!values.block(block, 0)) {
      return;
    }
    switch (block.keyword()) {
      case "virtual_ipaddress" -> {
        reading.place(pointer + "/addresses", block.position());
        block.children().forEach(this::address);
      }
      case "virtual_ipaddress_excluded" -> block.children().forEach(this::excluded);
      case "virtual_routes" -> {
        for (Statement line : block.children()) {
          reading.place(pointer + "/routes/" + routes.size(), line.position());
          RouteReader.read(line, reading).ifPresent(routes::add);
        }
      }
      default -> {
        for (Statement line : block.children()) {
          reading.place(pointer + "/rules/" + rules.size(), line.position());
          RuleReader.read(line, reading).ifPresent(rules::add);
        }
      }
    }
  }

  private void address(Statement line) {
    VirtualAddress address = AddressReader.read(line, reading).orElse(null);
    if (address == null) {
      return;
    }
    if (!addresses.isEmpty() && address.family() != addresses.getFirst().family()) {
      reading.warning(
          "address-family",
          line.position(),
          "%s is of another family than the first address; it is left out, as keepalived does;"
                  .formatted(address)
              + " put it into virtual_ipaddress_excluded, or into an instance of its own");
    } else if (isNew(line, address)) {
      if (addresses.size() == MOST_ADVERTISED) {
        reading.warning(
            "value-changed",
            line.position(),
            "an advertisement has 255 addresses at most; this one is set but not advertised, as"
                + " keepalived does");
        exclude(line, address);
      } else {
        reading.place(pointer + "/addresses/" + addresses.size(), line.position());
        addresses.add(address);
      }
    }
  }

  private void excluded(Statement line) {
    AddressReader.read(line, reading)
        .filter(address -> isNew(line, address))
        .ifPresent(address -> exclude(line, address));
  }

  private void exclude(Statement line, VirtualAddress address) {
    reading.place(pointer + "/excludedAddresses/" + excluded.size(), line.position());
    excluded.add(address);
  }

  private boolean isNew(Statement line, VirtualAddress address) {
    boolean fresh = seen.add(Arrays.asList(address.address(), address.device()));
    if (!fresh) {
      reading.warning(
          "duplicate-value",
          line.position(),
          "this address stands above already; it is left out, as keepalived does");
    }
    return fresh;
  }
}
