package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules of each instance alone.
final class InstanceRules {

  private static final int LONGEST_PASSWORD = 8;
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(1000);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration CENTISECOND = Duration.ofMillis(10);

  private final Rules rules;

  InstanceRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(List<InstanceConfig> instances) {
    for (int i = 0; i < instances.size(); i++) {
      String path = "/instances/" + i;
      InstanceConfig instance = instances.get(i);
      rules.name(path + "/name", instance.name());
      if (!instance.interfaceName().isBlank()) {
        rules.interfaceName(path + "/interfaceName", instance.interfaceName());
      }
      version(path, instance);
      interval(path + "/advertInterval", instance);
      preemption(path + "/preemptDelay", instance);
      password(path + "/password", instance);
      addresses(path + "/addresses", instance);
      if (instance.unicast() != null) {
        unicast(path + "/unicast", instance.family(), instance.unicast());
      }
    }
  }

  private void version(String path, InstanceConfig instance) {
    if (instance.family() == AddressFamily.IPV6 && instance.version() == VrrpVersion.V2) {
      rules.broken(
          path + "/version", "bad-value", "version 2 knows IPv4 only; version 3 is right for IPv6");
    }
  }

  private void interval(String path, InstanceConfig instance) {
    switch (instance.version()) {
      case V2 ->
          interval(path, instance, SECOND, 255, "version 2: whole seconds from 1 s to 255 s are");
      case V3 ->
          interval(
              path,
              instance,
              CENTISECOND,
              4095,
              "version 3: 10 ms to 40.95 s in steps of 10 ms are");
    }
  }

  private void interval(
      String path, InstanceConfig instance, Duration unit, int mostUnits, String rule) {
    Duration interval = instance.advertInterval();
    boolean legal =
        interval.compareTo(unit) >= 0
            && interval.compareTo(unit.multipliedBy(mostUnits)) <= 0
            && unit.multipliedBy(interval.dividedBy(unit)).equals(interval);
    if (!legal) {
      rules.broken(
          path,
          "out-of-range",
          "an interval of %s is not legal in %s right".formatted(DurationText.of(interval), rule));
    }
  }

  private void preemption(String path, InstanceConfig instance) {
    Duration delay = instance.preemptDelay();
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      rules.broken(
          path,
          "out-of-range",
          "a delay of %s is not legal; 0 s to 1000 s is right".formatted(DurationText.of(delay)));
    } else if (!delay.isZero() && !instance.preempt()) {
      rules.broken(
          path,
          "conflict",
          "without preemption there is nothing to delay; allow preemption or take the delay away");
    }
  }

  private void password(String path, InstanceConfig instance) {
    if (instance.password() == null) {
      return;
    }
    int octets = instance.password().value().getBytes(StandardCharsets.UTF_8).length;
    if (octets < 1 || octets > LONGEST_PASSWORD) {
      rules.broken(
          path,
          "out-of-range",
          "a password of %d octets is not legal; 1 to 8 octets are right".formatted(octets));
    }
    if (instance.version() != VrrpVersion.V2) {
      rules.broken(
          path, "conflict", "version 3 has no password; take the password away, or say version 2");
    }
  }

  private void addresses(String path, InstanceConfig instance) {
    if (instance.addresses().isEmpty()) {
      rules.broken(path, "missing-value", "there is no virtual address; one at least is needed");
    }
    for (int i = 0; i < instance.addresses().size(); i++) {
      VirtualAddress address = instance.addresses().get(i);
      if (address.family() != instance.family()) {
        rules.broken(
            path + "/" + i,
            "address-family",
            "%s is of another family than the first address; give it to an instance of its own"
                .formatted(address));
      }
      rules.virtualAddress(path + "/" + i, address);
    }
  }

  private void unicast(String path, AddressFamily family, UnicastConfig unicast) {
    InetAddress source = unicast.source();
    if (source != null && AddressFamily.of(source) != family) {
      rules.broken(
          path + "/source",
          "address-family",
          IpText.of(source) + " is of another family than the virtual addresses");
    }
    Set<InetAddress> seen = new HashSet<>();
    for (int i = 0; i < unicast.peers().size(); i++) {
      InetAddress peer = unicast.peers().get(i);
      String peerPath = path + "/peers/" + i;
      if (AddressFamily.of(peer) != family) {
        rules.broken(
            peerPath,
            "address-family",
            IpText.of(peer) + " is of another family than the virtual addresses");
      }
      if (!seen.add(peer)) {
        rules.broken(peerPath, "duplicate-peer", IpText.of(peer) + " is a peer already");
      }
      if (peer.equals(source)) {
        rules.broken(
            peerPath,
            "conflict",
            IpText.of(peer) + " is this node's own source; name only the others");
      }
    }
  }
}
