package io.baton.engine;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Fault;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.HashSet;
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
    settings.config().addresses().stream().map(VirtualAddress::address).forEach(virtual::add);
  }

  Optional<Link> own() {
    return links.find(settings.config().interfaceName());
  }

  /// The link that carries an address.
  Optional<Link> of(VirtualAddress address) {
    var device = address.device();
    return device == null ? own() : links.find(device);
  }

  /// RFC 9568 section 7.2: the primary IPv4 address of the interface, the link-local IPv6 address;
  /// a configured unicast source goes first. Never one of the virtual addresses.
  Optional<InetAddress> primaryAddress() {
    var unicast = settings.config().unicast();
    if (unicast != null && unicast.source() != null) {
      return Optional.of(unicast.source());
    }
    return own().stream()
        .flatMap(link -> link.addresses().stream())
        .filter(a -> !a.ours() && !virtual.contains(a.address()))
        .map(Link.LinkAddress::address)
        .filter(this::isUsable)
        .findFirst();
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
    for (var name : settings.interfaces()) {
      var link = links.find(name);
      if (link.isEmpty()) {
        faults.put(new Fault(Fault.Kind.INTERFACE_MISSING, name), "");
      } else if (!link.get().up()) {
        faults.put(new Fault(Fault.Kind.INTERFACE_DOWN, name), "");
      }
    }
    if (own().isPresent() && primaryAddress().isEmpty()) {
      faults.put(new Fault(Fault.Kind.NO_ADDRESS, settings.config().interfaceName()), "");
    }
  }
}
