package io.baton.engine;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Fault;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.Tracking;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What keeps an instance from taking part, as far as it can be seen from here. Event loop only.
final class InstanceHealth {

  private final LinkTable links;
  private final ChannelTable channels;
  private final Set<Fault> excused = new HashSet<>();
  private boolean awaitsMacvlan;

  InstanceHealth(LinkTable links, ChannelTable channels) {
    this.links = links;
    this.channels = channels;
  }

  /// Interfaces are trackers too.
  Map<TrackerKey, TrackerResult> withInterfaces(
      InstanceSettings instance, Map<TrackerKey, TrackerResult> results) {
    var all = new HashMap<>(results);
    for (var check : instance.checks()) {
      var key = check.tracker();
      if (key.kind() == TrackerKey.Kind.INTERFACE) {
        var link = links.find(key.name());
        boolean up = link.filter(Link::up).isPresent();
        var evidence = link.isEmpty() ? "it does not exist" : up ? "it is up" : "it is down";
        all.put(key, new TrackerResult(key, up, evidence));
      }
    }
    return all;
  }

  /// The interfaces that an instance sits on or tracks, and whether each is up.
  void addInterfaces(InstanceSettings instance, Map<String, Boolean> all) {
    var tracked =
        instance.checks().stream()
            .map(check -> check.tracker())
            .filter(key -> key.kind() == TrackerKey.Kind.INTERFACE)
            .map(TrackerKey::name);
    Stream.concat(instance.interfaces().stream(), tracked)
        .forEach(name -> all.put(name, links.find(name).filter(Link::up).isPresent()));
  }

  /// The faults, each with what was seen.
  Map<Fault, String> faults(
      InstanceSettings instance,
      InstanceLinks own,
      Map<TrackerKey, TrackerResult> results,
      @Nullable DrainOrder drain) {
    var observed = new LinkedHashMap<Fault, String>();
    if (drain != null) {
      observed.put(new Fault(Fault.Kind.DRAINED, instance.config().name()), drain.toString());
    }
    own.addFaults(observed);
    channels
        .failure(instance.channelKey())
        .ifPresent(
            why ->
                observed.put(new Fault(Fault.Kind.SOCKET, instance.config().interfaceName()), why));
    Tracking.addFaults(instance.checks(), results, observed);
    awaitsMacvlan = awaitsMacvlan && excusedMacvlan(instance, observed);
    excused.retainAll(observed.keySet());
    observed.keySet().removeAll(excused);
    return observed;
  }

  /// The kernel tells of a macvlan, and of its address, some milliseconds after it was made.
  void awaitMacvlan(boolean awaits) {
    awaitsMacvlan = awaits;
  }

  /// @return whether there was something to excuse
  private static boolean excusedMacvlan(InstanceSettings instance, Map<Fault, String> observed) {
    var macvlan = instance.carrier();
    boolean excused = observed.keySet().removeIf(fault -> isOfMacvlan(instance, macvlan, fault));
    if (excused) {
      observed.put(new Fault(Fault.Kind.LINK_PENDING, macvlan), "");
    }
    return excused;
  }

  /// What it is told of the socket and of the IPv6 address goes by the name of the instance's own
  /// interface, but is about the one that advertisements leave from.
  private static boolean isOfMacvlan(InstanceSettings instance, String macvlan, Fault fault) {
    boolean sends = instance.channelKey().interfaceName().equals(macvlan);
    return switch (fault.kind()) {
      case INTERFACE_MISSING, INTERFACE_DOWN -> fault.subject().equals(macvlan);
      case NO_ADDRESS -> sends && instance.config().family() == AddressFamily.IPV6;
      case SOCKET -> sends;
      case LINK_PENDING,
          TRACKER_FAILED,
          TRACKER_PENDING,
          GROUP_FAULT,
          GROUP_DRAINED,
          GROUP_PENDING,
          DRAINED,
          INTERNAL ->
          false;
    };
  }

  /// A check that is new to a running router counts as good until it has answered.
  void excuse(
      InstanceSettings before, InstanceSettings now, Map<TrackerKey, TrackerResult> results) {
    for (var check : now.checks()) {
      if (!before.checks().contains(check) && !results.containsKey(check.tracker())) {
        excused.add(new Fault(Fault.Kind.TRACKER_PENDING, check.tracker().toString()));
      }
    }
  }
}
