package io.baton.linux;

import io.baton.engine.Link;
import io.baton.engine.Link.LinkAddress;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A copy of the kernel's interfaces and addresses, kept by its messages. One thread at a time.
///
/// linux/rtnetlink.h, `struct ifinfomsg`:
///
/// ```
///   0 family (1)   2 type (2)   4 interface (4)   8 flags (4)   12 change mask (4)   16 attributes
/// ```
final class KernelLinks {

  private static final int OCTETS = 16;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;

  // linux/if.h. Linux sets the second when the operational state is up or unknown.
  private static final int IFF_UP = 0x1;
  private static final int IFF_RUNNING = 0x40;

  private static final MacAddress NO_MAC = new MacAddress(0);

  private final Map<Integer, Entry> entries = new HashMap<>();

  /// What is known of one interface.
  private record Entry(String name, boolean up, MacAddress mac, int mtu, Addresses addresses) {

    Link toLink(int index) {
      return new Link(index, name, up, mac, mtu, addresses.usable());
    }
  }

  /// In the kernel's order, and once more so that what is known is found at once: a renewal of many
  /// addresses is told in as many messages that say nothing new.
  private static final class Addresses {
    private final List<AddressRecord> inOrder = new ArrayList<>();
    private final Set<AddressRecord> known = new HashSet<>();
    private @Nullable List<LinkAddress> usable;

    List<LinkAddress> usable() {
      if (usable == null) {
        usable =
            inOrder.stream().filter(a -> !a.tentative()).map(AddressRecord::toLinkAddress).toList();
      }
      return usable;
    }

    boolean knows(AddressRecord address) {
      return known.contains(address);
    }

    void put(AddressRecord address, boolean dumped) {
      usable = null;
      for (int i = 0; i < inOrder.size(); i++) {
        var present = inOrder.get(i);
        if (present.sameAs(address) && present.secondary() == address.secondary()) {
          known.remove(inOrder.set(i, address));
          known.add(address);
          return;
        }
      }
      remove(address);
      inOrder.add(place(inOrder, address, dumped), address);
      known.add(address);
    }

    void remove(AddressRecord address) {
      usable = null;
      known.removeIf(address::sameAs);
      inOrder.removeIf(address::sameAs);
    }
  }

  void clear() {
    entries.clear();
  }

  /// All interfaces as they are now.
  Collection<Link> links() {
    return entries.entrySet().stream().map(e -> e.getValue().toLink(e.getKey())).toList();
  }

  /// Takes in any message; what it does not know is ignored.
  ///
  /// @return whether anything may be different now
  boolean apply(NetlinkMessage message) {
    switch (message.type()) {
      case NetlinkRequest.RTM_NEWLINK -> putLink(message);
      case NetlinkRequest.RTM_DELLINK -> removeLink(message);
      case NetlinkRequest.RTM_NEWADDR -> {
        return AddressRecord.of(message).filter(a -> putAddress(a, message.dumped())).isPresent();
      }
      case NetlinkRequest.RTM_DELADDR -> AddressRecord.of(message).ifPresent(this::removeAddress);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void putLink(NetlinkMessage message) {
    byte[] name = message.attribute(OCTETS, IFLA_IFNAME);
    if (!isLink(message) || name == null || name.length < 2) {
      return;
    }
    int index = message.body().getInt(4);
    int flags = message.body().getInt(8);
    var known = entries.get(index);
    entries.put(
        index,
        new Entry(
            new String(name, 0, name.length - 1, StandardCharsets.UTF_8),
            (flags & IFF_UP) != 0 && (flags & IFF_RUNNING) != 0,
            mac(message.attribute(OCTETS, IFLA_ADDRESS)),
            message.number(OCTETS, IFLA_MTU, 0),
            known == null ? new Addresses() : known.addresses()));
  }

  private void removeLink(NetlinkMessage message) {
    if (isLink(message)) {
      entries.remove(message.body().getInt(4));
    }
  }

  /// A bridge tells of its ports in the same messages with a family of its own (`AF_BRIDGE`); a
  /// port that leaves the bridge is not gone.
  private static boolean isLink(NetlinkMessage message) {
    return message.body().limit() >= OCTETS && message.body().get(0) == 0;
  }

  private static MacAddress mac(byte @Nullable [] octets) {
    return octets == null || octets.length != 6 ? NO_MAC : MacAddress.of(octets);
  }

  private boolean putAddress(AddressRecord address, boolean dumped) {
    var entry = entries.get(address.interfaceIndex());
    if (entry == null || entry.addresses().knows(address)) {
      return false;
    }
    entry.addresses().put(address, dumped);
    return true;
  }

  private void removeAddress(AddressRecord address) {
    var entry = entries.get(address.interfaceIndex());
    if (entry != null) {
      entry.addresses().remove(address);
    }
  }

  /// Where the kernel puts a new address into its list; IPv4 before IPv6. A table is read in the
  /// kernel's order, so each of its entries is the last so far.
  private static int place(List<AddressRecord> addresses, AddressRecord address, boolean dumped) {
    int firstIpv6 = 0;
    while (firstIpv6 < addresses.size() && isIpv4(addresses.get(firstIpv6))) {
      firstIpv6++;
    }
    if (dumped) {
      return isIpv4(address) ? firstIpv6 : addresses.size();
    }
    return isIpv4(address)
        ? placeIpv4(addresses.subList(0, firstIpv6), address)
        : firstIpv6 + placeIpv6(addresses.subList(firstIpv6, addresses.size()), address);
  }

  /// net/ipv4/devinet.c, `__inet_insert_ifa`: a secondary address comes last, a primary one after
  /// the last primary one whose scope is the same or narrower; scopes grow as they narrow.
  private static int placeIpv4(List<AddressRecord> addresses, AddressRecord address) {
    if (address.secondary()) {
      return addresses.size();
    }
    int place = 0;
    for (int i = 0; i < addresses.size(); i++) {
      if (!addresses.get(i).secondary() && address.scope() <= addresses.get(i).scope()) {
        place = i + 1;
      }
    }
    return place;
  }

  /// net/ipv6/addrconf.c, `ipv6_link_dev_addr`: wider scopes first, the newest first among equals.
  private static int placeIpv6(List<AddressRecord> addresses, AddressRecord address) {
    int place = 0;
    while (place < addresses.size() && addresses.get(place).scope() < address.scope()) {
      place++;
    }
    return place;
  }

  private static boolean isIpv4(AddressRecord address) {
    return AddressFamily.of(address.address()) == AddressFamily.IPV4;
  }
}
