package io.baton.config;

import io.baton.vrrp.IpText;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a change of an instance does to its addresses and its role, in words that a person can act
/// on.
final class Impact {

  private final BatonConfig to;
  private final Situation situation;

  Impact(BatonConfig to, Situation situation) {
    this.to = to;
    this.situation = situation;
  }

  String retune(InstanceConfig before, InstanceConfig after) {
    var parts = new ArrayList<String>();
    var old = addresses(before);
    var now = addresses(after);
    if (situation.isActive()) {
      mention(parts, kept(old, now), "stays", "stay");
      mention(parts, minus(now, old), "is added", "are added");
      for (var lost : minus(old, now)) {
        parts.add(IpText.of(lost) + gone(lost, after.name()));
      }
    }
    election(before, after, parts);
    return String.join("; ", parts);
  }

  /// Who will be Active when the priority has changed.
  private void election(InstanceConfig before, InstanceConfig after, List<String> parts) {
    var peer = situation.lastHeard();
    if (before.priority() == after.priority()) {
      return;
    }
    if (peer == null) {
      parts.add("no other router has been heard");
      return;
    }
    var who = "the peer " + IpText.of(peer.address()) + " at " + peer.priority().value();
    int theirs = peer.priority().value();
    if (situation.isActive() && theirs > after.priority()) {
      parts.add(who + " will take over in about " + down(after, theirs));
    } else if (!situation.isActive() && theirs < after.priority() && after.preempt()) {
      parts.add(
          "this node will take over from " + who + " in about " + down(after, after.priority()));
    } else {
      parts.add((situation.isActive() ? "stays active, " : "stays backup, ") + who);
    }
  }

  String remove(InstanceConfig before) {
    if (!situation.isActive()) {
      return "it is not active here, no address is touched";
    }
    var parts = new ArrayList<String>();
    parts.add("resigns");
    for (var address : addresses(before)) {
      parts.add(IpText.of(address) + gone(address, before.name()));
    }
    parts.add(successor(before));
    return String.join("; ", parts);
  }

  String replace(InstanceConfig before, InstanceConfig after) {
    var start = add(after);
    return situation.isActive() ? remove(before) + "; then " + start : start;
  }

  String add(InstanceConfig after) {
    var held = words(addresses(after));
    if (after.priority() == 255) {
      return "starts as the owner and holds " + held + " at once";
    }
    return "starts as backup and holds "
        + held
        + " in about "
        + down(after, after.priority())
        + " unless another router is active";
  }

  private String successor(InstanceConfig before) {
    var peer = situation.lastHeard();
    if (peer == null) {
      return "no other router has been heard that would take over";
    }
    return "a peer like "
        + IpText.of(peer.address())
        + " takes over in about "
        + skew(before, peer.priority().value());
  }

  private String gone(InetAddress address, String name) {
    for (var other : to.instances()) {
      if (!other.name().equals(name) && addresses(other).contains(address)) {
        return " moves to " + other.name();
      }
    }
    return " is removed";
  }

  private static void mention(List<String> parts, Set<InetAddress> some, String one, String many) {
    if (!some.isEmpty()) {
      parts.add(words(some) + " " + (some.size() == 1 ? one : many));
    }
  }

  private static String words(Set<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      return "no address";
    }
    return String.join(", ", addresses.stream().map(IpText::of).toList());
  }

  private static Set<InetAddress> addresses(InstanceConfig config) {
    var all = new LinkedHashSet<InetAddress>();
    config.addresses().stream().map(VirtualAddress::address).forEach(all::add);
    config.excludedAddresses().stream().map(VirtualAddress::address).forEach(all::add);
    return all;
  }

  private static Set<InetAddress> kept(Set<InetAddress> old, Set<InetAddress> now) {
    var kept = new LinkedHashSet<>(old);
    kept.retainAll(now);
    return kept;
  }

  private static Set<InetAddress> minus(Set<InetAddress> left, Set<InetAddress> right) {
    var rest = new LinkedHashSet<>(left);
    rest.removeAll(right);
    return rest;
  }

  /// Active_Down_Interval of a router of this priority.
  private static String down(InstanceConfig config, int priority) {
    long adverts =
        config.advertInterval().multipliedBy(config.election().downTimerAdverts()).toNanos();
    return seconds(adverts + skewNanos(config, priority));
  }

  private static String skew(InstanceConfig config, int priority) {
    return seconds(skewNanos(config, priority));
  }

  private static long skewNanos(InstanceConfig config, int priority) {
    var unit = config.version() == VrrpVersion.V2 ? Duration.ofSeconds(1) : config.advertInterval();
    return unit.toNanos() * (256 - priority) / 256;
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
