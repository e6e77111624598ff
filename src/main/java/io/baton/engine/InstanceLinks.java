package io.baton.engine;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Fault;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an instance needs of its interfaces: that they are there and up, and an address to send
/// from. Event loop only.
final class InstanceLinks {

  private final InstanceSettings settings;
  private final LinkTable links;
  private final Set<InetAddress> virtual = new HashSet<>();

  InstanceLinks(InstanceSettings settings, LinkTable links) {
    this.settings = settings;
    this.links = links;
    settings.held().stream().map(VirtualAddress::address).forEach(virtual::add);
  }

  Optional<Link> own() {
    return links.find(settings.config().interfaceName());
  }

  /// The link that carries an address.
  Optional<Link> of(VirtualAddress address) {
    var device = address.device();
    return links.find(device == null ? settings.carrier() : device);
  }

  /// An address of each interface that no advertisement is sent from: a macvlan that sends from its
  /// base, and with `everywhere` all others.
  Collection<VirtualAddress> onePerSilentInterface() {
    var sending = settings.channelKey().interfaceName();
    var macvlan = settings.config().macvlan();
    var found = new LinkedHashMap<String, VirtualAddress>();
    for (var address : settings.held()) {
      var name = address.device() == null ? settings.carrier() : address.device();
      boolean wanted = settings.config().announce().everywhere() || name.equals(macvlan);
      if (wanted && !name.equals(sending)) {
        found.putIfAbsent(name, address);
      }
    }
    return found.values();
  }

  /// RFC 9568 section 7.2: the primary IPv4 address of the interface, the link-local IPv6 address;
  /// a configured unicast source goes first. Never one of the virtual addresses.
  Optional<InetAddress> primaryAddress() {
    var unicast = settings.config().unicast();
    if (unicast != null && unicast.source() != null) {
      return Optional.of(unicast.source());
    }
    var source = settings.config().transport().source();
    if (unicast == null && source != null) {
      return Optional.of(source);
    }
    return sending().stream()
        .flatMap(link -> link.addresses().stream())
        .filter(a -> !a.ours() && !virtual.contains(a.address()))
        .map(Link.LinkAddress::address)
        .filter(this::isUsable)
        .findFirst();
  }

  /// The interface whose address advertisements carry. A macvlan has none of IPv4.
  private Optional<Link> sending() {
    return switch (settings.config().family()) {
      case IPV4 -> own();
      case IPV6 -> links.find(settings.channelKey().interfaceName());
    };
  }

  private boolean isUsable(InetAddress address) {
    if (AddressFamily.of(address) != settings.config().family()) {
      return false;
    }
    if (settings.config().family() == AddressFamily.IPV4) {
      return true;
    }
    var unicast = settings.config().unicast();
    boolean wantsLinkLocal = unicast == null || unicast.peers().getFirst().isLinkLocalAddress();
    return address.isLinkLocalAddress() == wantsLinkLocal;
  }

  /// Adds what is wrong, with what was seen.
  void addFaults(Map<Fault, String> faults) {
    for (var name : tracked()) {
      var link = links.find(name);
      if (link.isEmpty()) {
        faults.put(new Fault(Fault.Kind.INTERFACE_MISSING, name), "");
      } else if (!link.get().up()) {
        faults.put(new Fault(Fault.Kind.INTERFACE_DOWN, name), "");
      }
    }
    if (settings.config().transport().trackSource() && !hasSource()) {
      faults.put(new Fault(Fault.Kind.NO_ADDRESS, settings.config().interfaceName()), "");
    }
    if (own().isPresent() && primaryAddress().isEmpty()) {
      faults.put(new Fault(Fault.Kind.NO_ADDRESS, settings.config().interfaceName()), "");
    }
  }

  /// An instance that does not track its own interface still cannot do without it.
  private Set<String> tracked() {
    var names = new LinkedHashSet<>(settings.interfaces());
    names.add(settings.carrier());
    if (!settings.config().tracking().ownInterface() && own().isPresent()) {
      names.remove(settings.config().interfaceName());
    }
    return names;
  }

  private boolean hasSource() {
    var source = primaryAddress();
    return own().stream()
        .flatMap(link -> link.addresses().stream())
        .anyMatch(a -> source.filter(a.address()::equals).isPresent());
  }

  /// Whether all these addresses are there and carry our mark.
  boolean holdAllOf(List<VirtualAddress> addresses) {
    return addresses.stream()
        .allMatch(
            address ->
                of(address).stream()
                    .flatMap(link -> link.addresses().stream())
                    .anyMatch(a -> a.ours() && a.address().equals(address.address())));
  }

  /// Those addresses of the link that were there before and are not now.
  List<VirtualAddress> deleted(List<VirtualAddress> addresses, Link before, Link now) {
    var gone = new HashSet<InetAddress>();
    before.addresses().forEach(a -> gone.add(a.address()));
    now.addresses().forEach(a -> gone.remove(a.address()));
    if (gone.isEmpty()) {
      return List.of();
    }
    return addresses.stream()
        .filter(address -> gone.contains(address.address()))
        .filter(address -> of(address).filter(l -> l.index() == now.index()).isPresent())
        .toList();
  }
}
