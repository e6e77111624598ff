package io.baton.engine;

import io.baton.engine.NetworkPort.Claim;
import io.baton.engine.NetworkPort.ClaimWatch;
import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Who else claims the addresses that Active routers hold. There is one watch for each interface
/// that has carried such an address, for as long as the interface is there: to end one takes the
/// kernel milliseconds, to tell it other addresses microseconds. Event loop only.
final class AddressClaims {

  private static final Logger LOG = Logger.getLogger(AddressClaims.class);

  private final Loop loop;
  private final NetworkPort network;
  private final LinkTable links;
  private final Map<InstanceRunner, List<PlacedAddress>> holders = new LinkedHashMap<>();
  private final Map<Integer, ClaimWatch> watches = new HashMap<>();
  private boolean scheduled;

  AddressClaims(Loop loop, NetworkPort network, LinkTable links) {
    this.loop = loop;
    this.network = network;
    this.links = links;
  }

  /// Tells this router of claims while it is Active. The watch itself follows a moment later, when
  /// the failover is done.
  void follow(InstanceRunner runner, boolean active) {
    if (active == holders.containsKey(runner)) {
      return;
    }
    if (active) {
      holders.put(runner, runner.placed());
    } else {
      holders.remove(runner);
    }
    if (!scheduled) {
      scheduled = true;
      loop.execute(this::update);
    }
  }

  private void update() {
    scheduled = false;
    var wanted = new HashMap<Integer, Set<InetAddress>>();
    watches.keySet().forEach(index -> wanted.put(index, new HashSet<>()));
    for (var placed : holders.values()) {
      for (var address : placed) {
        wanted
            .computeIfAbsent(address.interfaceIndex(), _ -> new HashSet<>())
            .add(address.address().address());
      }
    }
    var macs = links.all().stream().map(Link::mac).collect(Collectors.toSet());
    wanted.forEach((index, addresses) -> tryWatch(index, addresses, macs));
  }

  /// Without the watch everything else works, so that a failure is told and no more.
  private void tryWatch(int index, Set<InetAddress> addresses, Set<MacAddress> macs) {
    try {
      var watch = watches.get(index);
      if (watch == null) {
        var link = links.all().stream().filter(l -> l.index() == index).findFirst();
        if (link.isEmpty()) {
          return;
        }
        watch = network.watchClaims(link.get(), claim -> told(link.get(), claim));
        watches.put(index, watch);
      }
      watch.listenFor(addresses, macs);
    } catch (PortException e) {
      LOG.warnf("B216 nobody watches who else claims our addresses: %s", e.getMessage());
    }
  }

  private void told(Link link, Claim claim) {
    for (var holder : new ArrayList<>(holders.entrySet())) {
      boolean holds =
          holder.getValue().stream()
              .anyMatch(
                  placed ->
                      placed.interfaceIndex() == link.index()
                          && placed.address().address().equals(claim.address()));
      if (holds) {
        holder.getKey().onClaim(claim, link.name());
      }
    }
  }

  /// The interface is gone.
  void linkGone(int index) {
    var watch = watches.remove(index);
    if (watch != null) {
      watch.close();
    }
  }

  void close() {
    holders.clear();
    watches.values().forEach(ClaimWatch::close);
    watches.clear();
  }
}
