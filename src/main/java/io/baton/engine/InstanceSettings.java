package io.baton.engine;

import io.baton.config.AnnounceConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.TransportConfig;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.AnnouncePolicy;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Priority;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.Tracking.Check;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.wire.AdvertisementCodec;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
    Set<String> interfaces,
    boolean grouped) {

  /// @param checks of the instance and of its group, resolved
  static InstanceSettings of(InstanceConfig config, List<Check> checks, boolean grouped) {
    var password = config.password();
    var authentication =
        password == null ? Authentication.NONE : Authentication.password(password.value());
    var unicast = config.unicast();
    var transport = config.transport();
    return new InstanceSettings(
        config,
        AdvertFilter.of(config, authentication),
        unicast == null ? List.of(group(config.family(), transport)) : unicast.peers(),
        checks,
        interfacesOf(config),
        grouped);
  }

  private static InetAddress group(AddressFamily family, TransportConfig transport) {
    var configured = transport.group();
    return configured == null ? AdvertisementCodec.group(family) : configured;
  }

  /// Its own first, then those that its addresses depend on.
  private static Set<String> interfacesOf(InstanceConfig config) {
    var names = new LinkedHashSet<String>();
    names.add(config.interfaceName());
    for (var address : config.addresses()) {
      addDevice(address, names);
    }
    for (var address : config.excludedAddresses()) {
      addDevice(address, names);
    }
    return names;
  }

  private static void addDevice(VirtualAddress address, Set<String> names) {
    var device = address.device();
    if (device != null && address.options().tracked()) {
      names.add(device);
    }
  }

  /// What is held while Active, advertised or not.
  List<VirtualAddress> held() {
    var held = new ArrayList<>(config.addresses());
    held.addAll(config.excludedAddresses());
    return held;
  }

  /// How long the kernel keeps an address that is not renewed: gone before a backup takes over,
  /// which it does three intervals after the last advertisement at the earliest; one second at
  /// least, the kernel's grain.
  int lifetimeSeconds() {
    long intervals = Math.max(1, config.election().downTimerAdverts() - 1);
    return Math.toIntExact(
        Math.max(1, config.advertInterval().multipliedBy(intervals).toSeconds()));
  }

  /// Whether an address that is still there at the start shows that no backup can have taken over.
  boolean resumesWhileHeld() {
    long intervals = Math.max(1, config.election().downTimerAdverts() - 1);
    var safe = config.advertInterval().multipliedBy(intervals);
    return safe.compareTo(Duration.ofSeconds(lifetimeSeconds())) >= 0;
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
    return new ChannelTable.Key(advertInterface(), config.family());
  }

  /// All channels it is heard on: the one it sends on, and the macvlan of one that sends from its
  /// base. The kernel hands what comes from the virtual MAC address to the macvlan alone.
  List<ChannelTable.Key> channelKeys() {
    var sending = channelKey();
    var macvlan = new ChannelTable.Key(carrier(), config.family());
    return filter.unicast() || macvlan.equals(sending)
        ? List.of(sending)
        : List.of(sending, macvlan);
  }

  /// What a channel hears of this router. On the second one it is only what the first one does not
  /// hear.
  NetworkPort.ChannelSpec channelSpec(ChannelTable.Key key, Link link) {
    boolean second = !key.equals(channelKey());
    return new NetworkPort.ChannelSpec(
        link,
        config.family(),
        Set.of(vrid()),
        groups(),
        second ? MacAddress.virtual(config.family(), vrid()) : null);
  }

  /// The interface that carries addresses without one of their own: the macvlan with the virtual
  /// MAC address, if there is one.
  String carrier() {
    var macvlan = config.macvlan();
    return macvlan == null ? config.interfaceName() : macvlan;
  }

  /// What a virtual MAC address sends from and is heard on is the macvlan, unless the base is asked
  /// for or needed.
  private String advertInterface() {
    var virtualMac = config.virtualMac();
    boolean base = virtualMac == null || virtualMac.advertiseFromBase() || filter.unicast();
    return base ? config.interfaceName() : carrier();
  }

  Optional<NetworkPort.VirtualMac> virtualMac(Link base) {
    return Optional.ofNullable(config.virtualMac())
        .map(
            _ ->
                new NetworkPort.VirtualMac(
                    carrier(),
                    base.index(),
                    MacAddress.virtual(config.family(), vrid()),
                    config.family()));
  }

  RouterSettings router(Priority effective, InetAddress primaryAddress) {
    return new RouterSettings(
        config.version(),
        vrid(),
        effective,
        Math.toIntExact(config.advertInterval().toMillis() / 10),
        config.preempt(),
        config.preemptDelay().toNanos(),
        config.election().downTimerAdverts(),
        config.election().answerLowerPriority(),
        // Not only when asked for: after a partition it is all that the winner hears of us, and
        // makes it announce its addresses to switches that learned ours.
        config.election().advertBeforeYielding() || !config.election().strict(),
        grouped,
        config.election().handOver() && !config.election().strict(),
        primaryAddress,
        announcements(config.announce()));
  }

  private static AnnouncePolicy announcements(AnnounceConfig announce) {
    return new AnnouncePolicy(
        announce.rounds(),
        announce.delay().toNanos(),
        announce.refresh().toNanos(),
        announce.refreshRounds(),
        announce.lowerPriorityRounds(),
        announce.lowerPriorityDelay().toNanos(),
        announce.elsewhere().toNanos());
  }
}
