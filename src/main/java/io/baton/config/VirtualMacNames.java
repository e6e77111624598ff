package io.baton.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gives every macvlan a name of its own. One virtual router id on two interfaces makes both of one
/// default name: the first instance keeps it, a further one gets the first free one of
/// `vrrp.VRID.1`, `vrrp.VRID.2` and so on.
final class VirtualMacNames {

  private VirtualMacNames() {}

  static List<InstanceConfig> distinct(List<InstanceConfig> instances) {
    Set<String> taken = new HashSet<>();
    for (InstanceConfig instance : instances) {
      taken.add(instance.interfaceName());
      if (!isUnnamed(instance)) {
        taken.add(String.valueOf(instance.macvlan()));
      }
    }
    List<InstanceConfig> named = new ArrayList<>();
    for (InstanceConfig instance : instances) {
      String name = String.valueOf(instance.macvlan());
      boolean free = !isUnnamed(instance) || taken.add(name);
      named.add(free ? instance : renamed(instance, name, taken));
    }
    return named;
  }

  private static boolean isUnnamed(InstanceConfig instance) {
    VirtualMacConfig mac = instance.virtualMac();
    return mac != null && mac.interfaceName() == null;
  }

  private static InstanceConfig renamed(InstanceConfig instance, String name, Set<String> taken) {
    int number = 1;
    while (!taken.add(name + "." + number)) {
      number++;
    }
    VirtualMacConfig mac = instance.virtualMac();
    boolean fromBase = mac != null && mac.advertiseFromBase();
    return instance.with(new VirtualMacConfig(name + "." + number, fromBase));
  }
}
