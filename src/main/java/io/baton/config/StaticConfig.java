package io.baton.config;

import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import jakarta.validation.constraints.Size;
import java.util.List;

/// What is set at the start and taken away at the stop, whoever is Active (`static_ipaddress`,
/// `static_routes`, `static_rules`).
public record StaticConfig(
    @Size(max = 4096) List<VirtualAddress> addresses,
    @Size(max = 4096) List<VirtualRoute> routes,
    @Size(max = 4096) List<VirtualRule> rules) {

  public static final StaticConfig NONE = new StaticConfig(List.of(), List.of(), List.of());

  public StaticConfig {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }
}
