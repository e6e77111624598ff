package io.baton.engine;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import io.baton.vrrp.Vrid;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The network of this host. Event loop only; nothing blocks for more than microseconds. What the
/// world refuses is a `PortException` that names what, which and why.
public interface NetworkPort {

  /// Opens a channel for advertisements on one interface and family.
  ///
  /// @param receiver called on the event loop with every datagram for one of the VRIDs, never with
  ///   one that this host sent
  AdvertChannel open(ChannelSpec spec, Consumer<Datagram> receiver);

  /// Adds addresses in one batch, or renews the lifetime of those that are ours; one that is there
  /// already is no failure, and one that somebody else set is left as it is.
  ///
  /// @param lifetimeSeconds after which the kernel takes them away by itself; 0 for never
  void install(List<PlacedAddress> addresses, int lifetimeSeconds);

  /// Takes addresses away in one batch, if they carry Baton's mark; one that is not there is no
  /// failure.
  void remove(List<PlacedAddress> addresses);

  /// Sends whole Ethernet frames (gratuitous ARP, neighbor advertisements) in order.
  void sendFrames(int interfaceIndex, List<byte[]> frames);

  /// Sets routes, with Baton's protocol mark; one that is there already is no failure.
  default void addRoutes(List<VirtualRoute> routes) {
    throw new PortException("routes are not supported here");
  }

  /// Takes routes away; one that is not there is no failure.
  default void removeRoutes(List<VirtualRoute> routes) {
    throw new PortException("routes are not supported here");
  }

  /// Sets rules; one that is there already is no failure.
  default void addRules(List<VirtualRule> rules) {
    throw new PortException("rules are not supported here");
  }

  /// Takes rules away; one that is not there is no failure.
  default void removeRules(List<VirtualRule> rules) {
    throw new PortException("rules are not supported here");
  }

  /// Makes a macvlan with a virtual MAC address and sets it up so that it answers for its addresses
  /// only; one that is left over is taken on. The interface is then told of like any other.
  default void makeVirtualMac(VirtualMac virtualMac) {
    throw new PortException("virtual MAC addresses are not supported here");
  }

  /// Takes a macvlan of ours away; one that is not there is no failure.
  default void removeVirtualMac(VirtualMac virtualMac) {
    throw new PortException("virtual MAC addresses are not supported here");
  }

  /// From now on packets to these addresses are dropped, but for neighbor discovery (accept mode
  /// off), or no longer when the list is empty.
  ///
  /// @param instance whose addresses they are
  default void refusePackets(String instance, List<PlacedAddress> addresses) {
    throw new PortException("accept mode off is not supported here");
  }

  /// Lets the kernel keep the other addresses of an interface when its first one goes.
  default void promoteSecondaries(int interfaceIndex) {
    throw new PortException("promote_secondaries is not supported here");
  }

  /// Puts back what `promoteSecondaries` has changed, unless somebody has changed it since.
  default void restoreSecondaries() {}

  /// Begins to listen for those who claim addresses that are held here (ARP, Neighbor
  /// Advertisement); hears nothing before it is told what to listen for.
  ///
  /// @param consumer called on the event loop, for every packet
  default ClaimWatch watchClaims(Link link, Consumer<Claim> consumer) {
    throw new PortException("address conflicts are not watched here");
  }

  /// Somebody says that an address is theirs.
  record Claim(InetAddress address, MacAddress claimant) {}

  /// Listens on one interface.
  interface ClaimWatch {

    /// Hears claims of these addresses from now on.
    ///
    /// @param ours the MAC addresses that may claim them
    void listenFor(Set<InetAddress> addresses, Set<MacAddress> ours);

    void close();
  }

  /// A macvlan.
  ///
  /// @param baseIndex the interface it sits on
  record VirtualMac(String name, int baseIndex, MacAddress mac, AddressFamily family) {}

  /// What a channel hears.
  ///
  /// @param groups the multicast groups to join; empty for unicast only
  /// @param onlyFrom the only MAC address whose packets are heard; null for all
  record ChannelSpec(
      Link link,
      AddressFamily family,
      Set<Vrid> vrids,
      Set<InetAddress> groups,
      @Nullable MacAddress onlyFrom) {

    public ChannelSpec(Link link, AddressFamily family, Set<Vrid> vrids, Set<InetAddress> groups) {
      this(link, family, vrids, groups, null);
    }

    public ChannelSpec {
      vrids = Set.copyOf(vrids);
      groups = Set.copyOf(groups);
    }

    /// Hears what both hear.
    ChannelSpec and(ChannelSpec other) {
      var allVrids = new HashSet<>(vrids);
      allVrids.addAll(other.vrids());
      var allGroups = new HashSet<>(groups);
      allGroups.addAll(other.groups());
      return new ChannelSpec(link, family, allVrids, allGroups, onlyFrom);
    }
  }

  /// An address and the interface it belongs on.
  record PlacedAddress(int interfaceIndex, VirtualAddress address) {}

  /// An open channel.
  interface AdvertChannel {

    /// Sends a whole IP packet, header included (`wire.IpHeader`).
    void send(byte[] packet, InetAddress destination);

    /// Hears these VRIDs from now on.
    void listenTo(Set<Vrid> vrids);

    void close();
  }
}
