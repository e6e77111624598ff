package io.baton.linux;

import io.baton.engine.Link.LinkAddress;
import io.baton.engine.NetworkPort.AdvertChannel;
import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.linux.PacketFilter.HopLimit;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Vrid;
import io.baton.wire.Datagram;
import io.baton.wire.IpHeader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Advertisements on one interface in one family. Event loop only.
///
/// One raw socket sends whole packets and one hears whole IPv4 packets. A raw IPv6 socket delivers
/// no header, so there are two for each destination: the groups and this interface's own addresses
/// at the time of opening. One hears the right hop limit, one the wrong ones.
final class RawChannel implements AdvertChannel {

  /// What a datagram says when its hop limit is wrong and no more is known.
  private static final int WRONG_HOP_LIMIT = 0;

  /// Of how many own IPv6 addresses a channel hears.
  private static final int MOST_OWN_ADDRESSES = 16;

  private final ChannelSpec spec;
  private final SendSocket sender;
  private final List<ReceiveSocket> receivers = new ArrayList<>();

  private RawChannel(ChannelSpec spec) {
    this.spec = spec;
    this.sender = SendSocket.open(spec.link(), spec.family());
  }

  /// @param malformed counts what has no proper IP header
  static RawChannel open(
      EngineLoop loop, ChannelSpec spec, Consumer<Datagram> receiver, LongAdder malformed) {
    var channel = new RawChannel(spec);
    try {
      switch (spec.family()) {
        case IPV4 -> channel.hearIpv4(loop, receiver, malformed);
        case IPV6 -> channel.ipv6Destinations().forEach(to -> channel.hearIpv6(loop, to, receiver));
      }
      return channel;
    } catch (LinuxException e) {
      channel.close();
      throw e;
    }
  }

  private void hearIpv4(EngineLoop loop, Consumer<Datagram> receiver, LongAdder malformed) {
    BiConsumer<InetAddress, byte[]> decoder =
        (_, packet) -> IpHeader.decodeIpv4(packet).ifPresentOrElse(receiver, malformed::increment);
    receivers.add(
        ReceiveSocket.open(
            loop, spec, vrids -> PacketFilter.ipv4(vrids, spec.onlyFrom()), decoder));
  }

  private void hearIpv6(EngineLoop loop, InetAddress destination, Consumer<Datagram> receiver) {
    for (var hopLimit : HopLimit.values()) {
      int told = hopLimit == HopLimit.RIGHT ? IpHeader.HOP_LIMIT : WRONG_HOP_LIMIT;
      BiConsumer<InetAddress, byte[]> wrapper =
          (source, message) ->
              receiver.accept(
                  new Datagram(SocketAddresses.withoutScope(source), destination, told, message));
      receivers.add(
          ReceiveSocket.open(
              loop,
              spec,
              vrids -> PacketFilter.ipv6(destination, hopLimit, vrids, spec.onlyFrom()),
              wrapper));
    }
  }

  private List<InetAddress> ipv6Destinations() {
    var own =
        spec.link().addresses().stream()
            .filter(address -> !address.ours())
            .map(LinkAddress::address)
            .filter(address -> AddressFamily.of(address) == AddressFamily.IPV6)
            .limit(MOST_OWN_ADDRESSES);
    return Stream.concat(spec.groups().stream(), own).distinct().toList();
  }

  @Override
  public void send(byte[] packet, InetAddress destination) {
    sender.send(packet, destination);
  }

  @Override
  public void listenTo(Set<Vrid> vrids) {
    receivers.forEach(receiver -> receiver.listenTo(vrids));
  }

  @Override
  public void close() {
    receivers.forEach(ReceiveSocket::close);
    sender.close();
  }
}
