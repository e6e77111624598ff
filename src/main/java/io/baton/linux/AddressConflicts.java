package io.baton.linux;

import io.baton.engine.Link;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Hears on one interface who else claims our IPv4 addresses: ARP, request or answer, whose sender
/// has one of the addresses but none of our MAC addresses. Another router that speaks from the same
/// virtual MAC address cannot be told apart from us. Event loop only.
public final class AddressConflicts implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AddressConflicts.class);

  private static final int SENDER_MAC_OFFSET = 22;
  private static final int SENDER_ADDRESS_OFFSET = 28;
  private static final int ARP_OCTETS = 42;
  private static final int RECEIVE_BUFFER_OCTETS = 128;

  private final EpollDatagramChannel channel;

  /// Somebody else has one of our addresses.
  public record Conflict(InetAddress address, MacAddress claimant) {}

  private AddressConflicts(KernelSocket socket) {
    channel = new EpollDatagramChannel(socket.fd());
  }

  /// Starts to listen. Event loop only.
  ///
  /// @param addresses those of IPv4 count
  /// @param ours the MAC addresses that may claim them
  /// @param consumer called on the event loop, for every packet
  public static AddressConflicts open(
      EngineLoop loop,
      Link link,
      Set<InetAddress> addresses,
      Set<MacAddress> ours,
      Consumer<Conflict> consumer) {
    List<InetAddress> ipv4 =
        addresses.stream().filter(a -> AddressFamily.of(a) == AddressFamily.IPV4).toList();
    var socket = KernelSocket.open(KernelSocket.AF_PACKET, 0, link.name());
    try {
      socket.filter(PacketFilter.arpClaims(ipv4, ours));
      // Without a protocol the socket has heard nothing so far, from no interface.
      socket.bind(SocketAddresses.arp(link.index()));
      var opened = new AddressConflicts(socket);
      opened.startReading(loop, consumer);
      return opened;
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  private void startReading(EngineLoop loop, Consumer<Conflict> consumer) {
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(RECEIVE_BUFFER_OCTETS));
    channel.pipeline().addLast(new Inbound(loop, consumer));
    loop.register(channel);
  }

  /// The channel owns the descriptor.
  @Override
  public void close() {
    var _ = channel.close();
  }

  private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {

    private final EngineLoop loop;
    private final Consumer<Conflict> consumer;

    Inbound(EngineLoop loop, Consumer<Conflict> consumer) {
      this.loop = loop;
      this.consumer = consumer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      byte[] frame = ByteBufUtil.getBytes(packet.content());
      if (frame.length < ARP_OCTETS) {
        return;
      }
      var mac = MacAddress.of(Arrays.copyOfRange(frame, SENDER_MAC_OFFSET, SENDER_MAC_OFFSET + 6));
      var address =
          SocketAddresses.address(
              Arrays.copyOfRange(frame, SENDER_ADDRESS_OFFSET, SENDER_ADDRESS_OFFSET + 4));
      if (address != null) {
        loop.dispatch(() -> consumer.accept(new Conflict(address, mac)));
      }
    }

    /// An error of the socket is told by netlink too, which decides what becomes of it.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debugf("receiving failed: %s", cause.getMessage());
    }
  }
}
