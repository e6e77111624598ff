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

/// Advertisements on one interface in one family: one raw socket to send whole packets, one to hear
/// IPv4 packets or two to hear IPv6 packets of the right and of a wrong hop limit. Event loop only.
final class RawChannel implements AdvertChannel {

  /// What a datagram says when its hop limit is wrong and no more is known.
  private static final int WRONG_HOP_LIMIT = 0;

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
        case IPV4 -> channel.hear(loop, HopLimit.RIGHT, ipv4(receiver, malformed));
        case IPV6 -> {
          channel.hear(loop, HopLimit.RIGHT, channel.ipv6(receiver, IpHeader.HOP_LIMIT));
          channel.hear(loop, HopLimit.WRONG, channel.ipv6(receiver, WRONG_HOP_LIMIT));
        }
      }
      return channel;
    } catch (LinuxException e) {
      channel.close();
      throw e;
    }
  }

  private void hear(EngineLoop loop, HopLimit hopLimit, BiConsumer<InetAddress, byte[]> receiver) {
    receivers.add(ReceiveSocket.open(loop, spec, hopLimit, receiver));
  }

  private static BiConsumer<InetAddress, byte[]> ipv4(
      Consumer<Datagram> receiver, LongAdder malformed) {
    return (_, packet) ->
        IpHeader.decodeIpv4(packet).ifPresentOrElse(receiver, malformed::increment);
  }

  private BiConsumer<InetAddress, byte[]> ipv6(Consumer<Datagram> receiver, int hopLimit) {
    var destination = ipv6Destination();
    return (source, message) ->
        receiver.accept(
            new Datagram(SocketAddresses.withoutScope(source), destination, hopLimit, message));
  }

  /// A raw IPv6 socket does not say where a packet was sent to: the group, or else this host.
  private InetAddress ipv6Destination() {
    if (spec.groups().size() == 1) {
      return spec.groups().iterator().next();
    }
    return spec.link().addresses().stream()
        .map(LinkAddress::address)
        .filter(address -> AddressFamily.of(address) == AddressFamily.IPV6)
        .findFirst()
        .orElseGet(() -> SocketAddresses.withoutScope(InetAddress.ofLiteral("::")));
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
