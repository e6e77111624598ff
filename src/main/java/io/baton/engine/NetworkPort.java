package io.baton.engine;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The network of this host. Event loop only; nothing blocks for more than microseconds. What the
/// world refuses is a `PortException` that names what, which and why.
public interface NetworkPort {

  /// Opens a channel for advertisements on one interface and family.
  ///
  /// @param receiver called on the event loop with every datagram for one of the VRIDs, never with
  ///   one that this host sent
  AdvertChannel open(ChannelSpec spec, Consumer<Datagram> receiver);

  /// Adds addresses in one batch; one that is there already is no failure.
  void install(List<PlacedAddress> addresses);

  /// Takes addresses away in one batch, if they carry Baton's mark; one that is not there is no
  /// failure.
  void remove(List<PlacedAddress> addresses);

  /// Sends whole Ethernet frames (gratuitous ARP, neighbor advertisements) in order.
  void sendFrames(int interfaceIndex, List<byte[]> frames);

  /// What a channel hears.
  ///
  /// @param groups the multicast groups to join; empty for unicast only
  record ChannelSpec(Link link, AddressFamily family, Set<Vrid> vrids, Set<InetAddress> groups) {

    public ChannelSpec {
      vrids = Set.copyOf(vrids);
      groups = Set.copyOf(groups);
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
