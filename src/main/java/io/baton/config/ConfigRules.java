package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rules that hold between the scripts and instances of a configuration.
final class ConfigRules {

  private record Router(String interfaceName, AddressFamily family, int virtualRouterId) {}

  private record Place(String interfaceName, InetAddress address) {}

  private static final int MOST_SUGGESTIONS = 100;

  private final Rules rules;
  private int suggestions;

  ConfigRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(BatonConfig config) {
    names("/scripts/", "a script", config.scripts(), ScriptConfig::name);
    names("/processes/", "a process tracker", config.processes(), ProcessConfig::name);
    names("/files/", "a file tracker", config.files(), FileConfig::name);
    names("/checks/", "a check", config.checks(), CheckConfig::name);
    names("/syncGroups/", "a sync group", config.syncGroups(), SyncGroupConfig::name);
    names("/instances/", "an instance", config.instances(), InstanceConfig::name);
    names("/notifiers/", "a notifier", config.notifiers(), NotifierConfig::name);
    virtualRouterIds(config.instances());
    trackedScripts(config);
    new ReferenceRules(rules).check(config);
    addresses(config.instances());
  }

  private <T> void names(String path, String what, List<T> all, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      String current = name.apply(all.get(i));
      if (!current.isBlank() && !seen.add(current)) {
        rules.broken(
            path + i + "/name",
            "duplicate-name",
            "there is %s %s already; give this one a name of its own"
                .formatted(what, Reading.quote(current)));
      }
    }
  }

  /// Two unicast instances may share an identifier when each sends from an address of its own.
  private void virtualRouterIds(List<InstanceConfig> instances) {
    var byRouter = new HashMap<Router, List<InstanceConfig>>();
    for (int i = 0; i < instances.size(); i++) {
      InstanceConfig instance = instances.get(i);
      var router =
          new Router(instance.interfaceName(), instance.family(), instance.virtualRouterId());
      List<InstanceConfig> others = byRouter.computeIfAbsent(router, _ -> new ArrayList<>());
      for (InstanceConfig other : others) {
        if (!sourcesDiffer(instance.unicast(), other.unicast())) {
          rules.broken(
              "/instances/%d/virtualRouterId".formatted(i),
              "duplicate-virtual-router-id",
              "%s has virtual router id %d on %s already; take another, or other unicast sources"
                  .formatted(
                      Reading.quote(other.name()),
                      instance.virtualRouterId(),
                      instance.interfaceName()));
          break;
        }
      }
      if (others.size() < 255) {
        others.add(instance);
      }
    }
  }

  private static boolean sourcesDiffer(
      @Nullable UnicastConfig left, @Nullable UnicastConfig right) {
    return left != null
        && right != null
        && left.source() != null
        && right.source() != null
        && !left.source().equals(right.source());
  }

  private void trackedScripts(BatonConfig config) {
    Set<String> known =
        config.scripts().stream().map(ScriptConfig::name).collect(Collectors.toSet());
    for (int i = 0; i < config.instances().size(); i++) {
      List<TrackedScript> tracked = config.instances().get(i).trackScripts();
      Set<String> seen = new HashSet<>();
      for (int k = 0; k < tracked.size(); k++) {
        String name = tracked.get(k).script();
        String path = "/instances/%d/trackScripts/%d/script".formatted(i, k);
        if (!known.contains(name)) {
          rules.broken(
              path,
              "unknown-script",
              "there is no script %s%s".formatted(Reading.quote(name), suggestion(name, known)));
        } else if (!seen.add(name)) {
          rules.broken(
              path, "duplicate-name", "%s is tracked already".formatted(Reading.quote(name)));
        }
      }
    }
  }

  private String suggestion(String name, Set<String> known) {
    return ++suggestions > MOST_SUGGESTIONS ? "" : Spelling.suggestion(name, known);
  }

  private void addresses(List<InstanceConfig> instances) {
    var holders = new HashMap<Place, String>();
    for (int i = 0; i < instances.size(); i++) {
      InstanceConfig instance = instances.get(i);
      for (int k = 0; k < instance.addresses().size(); k++) {
        VirtualAddress address = instance.addresses().get(k);
        String carrier = address.device() == null ? instance.interfaceName() : address.device();
        String holder = holders.putIfAbsent(new Place(carrier, address.address()), instance.name());
        if (holder != null) {
          rules.broken(
              "/instances/%d/addresses/%d".formatted(i, k),
              "duplicate-address",
              "%s has %s on %s already; an address has one holder"
                  .formatted(Reading.quote(holder), IpText.of(address.address()), carrier));
        }
      }
    }
  }
}
