package io.baton.engine;

import io.baton.config.AnnounceGroupConfig;
import io.baton.config.GlobalConfig;
import io.baton.vrrp.AddressFamily;
import java.time.Duration;

/// How fast announcements may follow each other.
///
/// @param lane what shares the gap: an interface, or a group of them
/// @param gapNanos the least time to the next one, 0 for none
record Pace(Object lane, long gapNanos) {

  /// The pace on an interface: that of its group, or else the daemon's.
  ///
  /// @param interfaceName a macvlan goes by the name of the interface it sits on
  static Pace of(GlobalConfig global, String interfaceName, AddressFamily family) {
    for (AnnounceGroupConfig group : global.announceGroups()) {
      if (group.interfaces().contains(interfaceName)) {
        return new Pace(group, gap(family, group.arpInterval(), group.neighborInterval()));
      }
    }
    return new Pace(interfaceName, gap(family, global.arpInterval(), global.neighborInterval()));
  }

  private static long gap(AddressFamily family, Duration arp, Duration neighbor) {
    return switch (family) {
      case IPV4 -> arp.toNanos();
      case IPV6 -> neighbor.toNanos();
    };
  }
}
