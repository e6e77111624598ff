package io.baton.linux;

import io.baton.engine.PortException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/// What macvlans need of the interface they sit on, for as long as there is one of ours. Event loop
/// only.
///
/// Every ARP request arrives on the base interface too, which by default answers for any address of
/// the host with its own MAC address: `arp_ignore` 1 makes it answer for its own addresses only.
/// Packets to clients leave through the base interface; `arp_announce` 2 keeps it from naming a
/// virtual address as the sender of its ARP requests, which would teach clients the wrong MAC
/// address.
final class BaseSettings {

  private static final Logger LOG = Logger.getLogger(BaseSettings.class);

  /// Key, and the least value that is enough.
  private record Wanted(String key, int value) {}

  private static final List<Wanted> WANTED =
      List.of(new Wanted("arp_ignore", 1), new Wanted("arp_announce", 2));

  private final Map<Integer, Set<String>> users = new HashMap<>();
  private final Map<Integer, Map<Wanted, Integer>> before = new HashMap<>();

  /// Counts a macvlan in, and sets the base interface up for the first one.
  void use(int baseIndex, String macvlan) {
    if (users.computeIfAbsent(baseIndex, _ -> new HashSet<>()).add(macvlan)
        && !before.containsKey(baseIndex)) {
      var changed = new HashMap<Wanted, Integer>();
      before.put(baseIndex, changed);
      for (var wanted : WANTED) {
        var setting = Sysctl.ipv4(LibC.interfaceName(baseIndex), wanted.key());
        int value = setting.read();
        if (value < wanted.value()) {
          setting.write(wanted.value());
          changed.put(wanted, value);
        }
      }
    }
  }

  /// Counts a macvlan out, and after the last one puts back what was there before, unless somebody
  /// has changed it since.
  void leave(int baseIndex, String macvlan) {
    var left = users.get(baseIndex);
    if (left == null || !left.remove(macvlan) || !left.isEmpty()) {
      return;
    }
    users.remove(baseIndex);
    before.getOrDefault(baseIndex, Map.of()).forEach((w, value) -> restore(baseIndex, w, value));
    before.remove(baseIndex);
  }

  private static void restore(int baseIndex, Wanted wanted, int value) {
    var setting = Sysctl.ipv4(LibC.interfaceName(baseIndex), wanted.key());
    try {
      if (setting.exists() && setting.read() == wanted.value()) {
        setting.write(value);
      }
    } catch (PortException e) {
      LOG.warnf("B218 a setting of before is not put back: %s", e.getMessage());
    }
  }
}
