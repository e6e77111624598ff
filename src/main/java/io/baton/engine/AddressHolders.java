package io.baton.engine;

import io.baton.engine.NetworkPort.PlacedAddress;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who holds which address, so that one that moves from one instance to another is not taken away
/// from the new one by the old one. Event loop only.
final class AddressHolders {

  private final Map<Place, Set<String>> holders = new HashMap<>();

  /// What the kernel tells addresses apart by.
  private record Place(int interfaceIndex, InetAddress address, int prefixLength) {
    static Place of(PlacedAddress placed) {
      var address = placed.address();
      return new Place(placed.interfaceIndex(), address.address(), address.prefixLength());
    }
  }

  void hold(String instance, List<PlacedAddress> addresses) {
    for (var address : addresses) {
      holders.computeIfAbsent(Place.of(address), _ -> new HashSet<>()).add(instance);
    }
  }

  /// Lets go, and returns those that nobody else holds.
  List<PlacedAddress> letGo(String instance, List<PlacedAddress> addresses) {
    return addresses.stream().filter(address -> isLast(instance, address)).toList();
  }

  /// Those that nobody holds now.
  List<PlacedAddress> unheld(List<PlacedAddress> addresses) {
    return addresses.stream().filter(a -> !holders.containsKey(Place.of(a))).toList();
  }

  private boolean isLast(String instance, PlacedAddress address) {
    var place = Place.of(address);
    var names = holders.get(place);
    if (names == null) {
      return true;
    }
    names.remove(instance);
    if (names.isEmpty()) {
      holders.remove(place);
      return true;
    }
    return false;
  }
}
