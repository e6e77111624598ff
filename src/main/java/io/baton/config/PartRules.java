package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of the parts of an instance beyond its own keys: how advertisements travel,
/// signatures, announcements and the virtual MAC address; and the commands of groups.
final class PartRules {

  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);

  private final Rules rules;

  PartRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(BatonConfig config) {
    for (int i = 0; i < config.instances().size(); i++) {
      InstanceConfig instance = config.instances().get(i);
      String path = "/instances/" + i;
      transport(path + "/transport", instance);
      announce(path + "/announce", instance.announce());
      signatures(path + "/hmac", instance);
      notifyScripts(path + "/notifyScripts", instance.notifyScripts());
    }
    for (int i = 0; i < config.syncGroups().size(); i++) {
      SyncGroupConfig group = config.syncGroups().get(i);
      rules.name("/syncGroups/" + i + "/name", group.name());
      notifyScripts("/syncGroups/" + i + "/notifyScripts", group.notifyScripts());
    }
    virtualMacs(config.instances());
  }

  private void transport(String path, InstanceConfig instance) {
    TransportConfig transport = instance.transport();
    InetAddress source = transport.source();
    if (source != null && AddressFamily.of(source) != instance.family()) {
      rules.broken(
          path + "/source",
          "address-family",
          IpText.of(source) + " is of another family than the virtual addresses");
    }
    InetAddress group = transport.group();
    if (group != null && AddressFamily.of(group) != instance.family()) {
      rules.broken(
          path + "/group",
          "address-family",
          IpText.of(group) + " is of another family than the virtual addresses");
    } else if (group != null && !group.isMulticastAddress()) {
      rules.broken(path + "/group", "bad-value", IpText.of(group) + " is no multicast address");
    }
    if (transport.oldUnicastChecksum() && transport.checksumAsVersion2()) {
      rules.broken(
          path + "/oldUnicastChecksum",
          "conflict",
          "a checksum without the pseudo-header cannot be the old one with it; take one away");
    }
    for (int i = 0; i < transport.peerTtls().size(); i++) {
      TransportConfig.PeerTtl limits = transport.peerTtls().get(i);
      if (instance.unicast() == null || !instance.unicast().peers().contains(limits.peer())) {
        rules.broken(
            path + "/peerTtls/" + i + "/peer",
            "unknown-reference",
            IpText.of(limits.peer()) + " is no peer of this instance; add it to unicast");
      }
      if (limits.least() > limits.most()) {
        rules.broken(
            path + "/peerTtls/" + i + "/least",
            "conflict",
            "no TTL is at least %d and at most %d; minTtl is not above maxTtl"
                .formatted(limits.least(), limits.most()));
      }
    }
  }

  private void announce(String path, AnnounceConfig announce) {
    rules.duration(path + "/delay", "the delay", announce.delay(), true);
    rules.duration(path + "/refresh", "the period", announce.refresh(), true);
    rules.duration(path + "/lowerPriorityDelay", "the delay", announce.lowerPriorityDelay(), true);
    rules.duration(path + "/elsewhere", "the period", announce.elsewhere(), true);
  }

  private void signatures(String path, InstanceConfig instance) {
    HmacConfig hmac = instance.hmac();
    if (hmac == null) {
      return;
    }
    Duration window = hmac.window();
    boolean legal =
        window.isZero()
            || (window.compareTo(Duration.ofSeconds(1)) >= 0
                && window.compareTo(LONGEST_WINDOW) <= 0);
    if (!legal) {
      rules.broken(
          path + "/window",
          "out-of-range",
          "a window of %s is not legal; 1 s to 300 s, or 0 s for the usual one, is right"
              .formatted(DurationText.of(window)));
    }
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < hmac.keys().size(); i++) {
      int id = hmac.keys().get(i).id();
      if (!seen.add(id)) {
        rules.broken(
            path + "/keys/" + i + "/id", "duplicate-name", "there is a key " + id + " already");
      }
    }
  }

  private void notifyScripts(String path, NotifyConfig scripts) {
    rules.command(path + "/master", scripts.master());
    rules.command(path + "/backup", scripts.backup());
    rules.command(path + "/fault", scripts.fault());
    rules.command(path + "/stop", scripts.stop());
    rules.command(path + "/any", scripts.any());
    rules.command(path + "/deleted", scripts.deleted());
    rules.command(path + "/lowerPriorityHeard", scripts.lowerPriorityHeard());
  }

  private static String usualName(InstanceConfig instance) {
    String prefix = instance.family() == AddressFamily.IPV6 ? "vrrp6." : "vrrp.";
    return prefix + instance.virtualRouterId();
  }

  /// A macvlan is made for one instance, and never of the name of an interface that others use.
  private void virtualMacs(List<InstanceConfig> instances) {
    Set<String> used = new HashSet<>();
    instances.forEach(instance -> used.add(instance.interfaceName()));
    Map<String, String> holders = new HashMap<>();
    for (int i = 0; i < instances.size(); i++) {
      InstanceConfig instance = instances.get(i);
      VirtualMacConfig mac = instance.virtualMac();
      if (mac == null) {
        continue;
      }
      String path = "/instances/" + i + "/virtualMac/interfaceName";
      String name = mac.interfaceName() == null ? usualName(instance) : mac.interfaceName();
      rules.interfaceName(path, name);
      String holder = holders.putIfAbsent(name, instance.name());
      if (holder != null) {
        rules.broken(
            path,
            "duplicate-name",
            "%s has the virtual interface %s already; take another name"
                .formatted(Reading.quote(holder), Reading.quote(name)));
      }
      if (used.contains(name)) {
        rules.broken(
            path,
            "conflict",
            "%s is an interface that an instance advertises on; take another name"
                .formatted(Reading.quote(name)));
      }
    }
  }
}
