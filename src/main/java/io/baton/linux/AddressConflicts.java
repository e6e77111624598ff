package io.baton.linux;

import io.baton.engine.Link;
import io.baton.engine.NetworkPort.Claim;
import io.baton.engine.NetworkPort.ClaimWatch;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Hears on one interface who else claims our addresses: ARP, request or answer, and Neighbor
/// Advertisements, whose sender has one of the addresses but none of our MAC addresses. Another
/// router that speaks from the same virtual MAC address cannot be told apart from us. Event loop
/// only.
final class AddressConflicts implements ClaimWatch {

  private static final Logger LOG = Logger.getLogger(AddressConflicts.class);

  private static final int SOURCE_MAC_OFFSET = 6;
  private static final int ARP_SENDER_MAC_OFFSET = 22;
  private static final int ARP_SENDER_ADDRESS_OFFSET = 28;
  private static final int NEIGHBOR_TARGET_OFFSET = 62;
  private static final int RECEIVE_BUFFER_OCTETS = 128;

  private final EngineLoop loop;
  private final Consumer<Claim> consumer;
  private final KernelSocket arp;
  private final KernelSocket neighbor;
  private final List<EpollDatagramChannel> channels = new ArrayList<>();
  private Set<InetAddress> addresses = Set.of();

  private AddressConflicts(
      EngineLoop loop, Consumer<Claim> consumer, KernelSocket arp, KernelSocket neighbor) {
    this.loop = loop;
    this.consumer = consumer;
    this.arp = arp;
    this.neighbor = neighbor;
  }

  /// Starts to listen, at first for nothing.
  ///
  /// @param consumer called on the event loop, for every packet
  static AddressConflicts open(EngineLoop loop, Link link, Consumer<Claim> consumer) {
    var arp = socket(link, SocketAddresses.arp(link.index()));
    KernelSocket neighbor;
    try {
      neighbor = socket(link, SocketAddresses.ipv6Frames(link.index()));
    } catch (LinuxException e) {
      arp.close();
      throw e;
    }
    var opened = new AddressConflicts(loop, consumer, arp, neighbor);
    opened.read(arp, ARP_SENDER_MAC_OFFSET, ARP_SENDER_ADDRESS_OFFSET, 4);
    opened.read(neighbor, SOURCE_MAC_OFFSET, NEIGHBOR_TARGET_OFFSET, 16);
    return opened;
  }

  /// Without a protocol the socket hears nothing, so that the filter is there in time.
  private static KernelSocket socket(Link link, byte[] address) {
    var socket = KernelSocket.open(KernelSocket.AF_PACKET, 0, link.name());
    try {
      socket.filter(PacketFilter.nothing());
      socket.bind(address);
      return socket;
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  private void read(KernelSocket socket, int macOffset, int addressOffset, int octets) {
    var channel = new EpollDatagramChannel(socket.fd());
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(RECEIVE_BUFFER_OCTETS));
    channel.pipeline().addLast(new Inbound(macOffset, addressOffset, octets));
    channels.add(channel);
    loop.register(channel);
  }

  @Override
  public void listenFor(Set<InetAddress> wanted, Set<MacAddress> ours) {
    addresses = Set.copyOf(wanted);
    arp.filter(PacketFilter.arpClaims(of(AddressFamily.IPV4), ours));
    neighbor.filter(PacketFilter.neighborClaims(of(AddressFamily.IPV6), ours));
  }

  private List<InetAddress> of(AddressFamily family) {
    return addresses.stream().filter(a -> AddressFamily.of(a) == family).toList();
  }

  /// The channels own the descriptors.
  @Override
  public void close() {
    for (var channel : channels) {
      var _ = channel.close();
    }
  }

  private final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {

    private final int macOffset;
    private final int addressOffset;
    private final int octets;

    Inbound(int macOffset, int addressOffset, int octets) {
      this.macOffset = macOffset;
      this.addressOffset = addressOffset;
      this.octets = octets;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      byte[] frame = ByteBufUtil.getBytes(packet.content());
      if (frame.length < addressOffset + octets) {
        return;
      }
      var mac = MacAddress.of(Arrays.copyOfRange(frame, macOffset, macOffset + 6));
      var address =
          SocketAddresses.address(Arrays.copyOfRange(frame, addressOffset, addressOffset + octets));
      // The filter looks at the end of an IPv6 address only.
      if (address != null && addresses.contains(address)) {
        loop.dispatch(() -> consumer.accept(new Claim(address, mac)));
      }
    }

    /// An error of the socket is told by netlink too, which decides what becomes of it.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debugf("receiving failed: %s", cause.getMessage());
    }
  }
}
