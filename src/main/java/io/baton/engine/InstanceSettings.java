package io.baton.engine;

import io.baton.config.InstanceConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.TrackedScript;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.AnnouncePolicy;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.Tracking.Check;
import io.baton.vrrp.Vrid;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An instance's configuration in the core's terms.
///
/// @param destinations where advertisements go: the group, or every unicast peer
/// @param interfaces its own first, then those that only carry addresses
record InstanceSettings(
    InstanceConfig config,
    AdvertFilter filter,
    List<InetAddress> destinations,
    List<Check> checks,
    Set<String> interfaces) {

  /// RFC 9568 sections 5.1.1.2 and 5.1.2.2.
  static final InetAddress GROUP_IPV4 = InetAddress.ofLiteral("224.0.0.18");

  static final InetAddress GROUP_IPV6 = InetAddress.ofLiteral("ff02::12");

  /// @param config validated
  static InstanceSettings of(InstanceConfig config, Map<String, ScriptConfig> scripts) {
    var password = config.password();
    var authentication =
        password == null ? Authentication.NONE : Authentication.password(password.value());
    var unicast = config.unicast();
    return new InstanceSettings(
        config,
        new AdvertFilter(unicast != null, authentication),
        unicast == null ? List.of(group(config.family())) : unicast.peers(),
        config.trackScripts().stream().map(t -> check(t, scripts)).toList(),
        interfacesOf(config));
  }

  private static InetAddress group(AddressFamily family) {
    return switch (family) {
      case IPV4 -> GROUP_IPV4;
      case IPV6 -> GROUP_IPV6;
    };
  }

  private static Check check(TrackedScript tracked, Map<String, ScriptConfig> scripts) {
    var script = scripts.get(tracked.script());
    if (script == null) {
      throw new IllegalArgumentException("no script " + tracked.script());
    }
    var weight = tracked.weight();
    var reverse = tracked.reverse();
    return new Check(
        TrackerKey.script(script.name()),
        weight == null ? script.weight() : weight,
        reverse == null ? script.reverse() : reverse);
  }

  private static Set<String> interfacesOf(InstanceConfig config) {
    var names = new LinkedHashSet<String>();
    names.add(config.interfaceName());
    for (var address : config.addresses()) {
      var device = address.device();
      if (device != null) {
        names.add(device);
      }
    }
    return names;
  }

  Set<InetAddress> groups() {
    return filter.unicast() ? Set.of() : Set.copyOf(destinations);
  }

  Vrid vrid() {
    return new Vrid(config.virtualRouterId());
  }

  Priority basePriority() {
    return new Priority(config.priority());
  }

  ChannelTable.Key channelKey() {
    return new ChannelTable.Key(config.interfaceName(), config.family());
  }

  RouterSettings router(Priority effective, InetAddress primaryAddress) {
    return new RouterSettings(
        config.version(),
        vrid(),
        effective,
        Math.toIntExact(config.advertInterval().toMillis() / 10),
        config.preempt(),
        config.preemptDelay().toNanos(),
        3,
        true,
        false,
        primaryAddress,
        AnnouncePolicy.DEFAULT);
  }
}
