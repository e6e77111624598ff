package io.baton.linux;

import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.Vrid;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// A raw socket that hears advertisements on one interface, read by the event loop. Event loop
/// only.
final class ReceiveSocket {

  private static final Logger LOG = Logger.getLogger(ReceiveSocket.class);

  // linux/in.h and linux/in6.h.
  static final int IPPROTO_IP = 0;
  static final int IPPROTO_IPV6 = 41;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int IPV6_JOIN_GROUP = 20;

  private static final int PROTOCOL_VRRP = 112;

  /// More than the MTU of an Ethernet.
  private static final int RECEIVE_BUFFER_OCTETS = 2048;

  private final KernelSocket socket;
  private final Function<Set<Vrid>, PacketFilter> filter;
  private final EpollDatagramChannel channel;

  private ReceiveSocket(KernelSocket socket, Function<Set<Vrid>, PacketFilter> filter) {
    this.socket = socket;
    this.filter = filter;
    this.channel = new EpollDatagramChannel(socket.fd());
  }

  /// Opens the socket.
  ///
  /// @param filter what passes for a set of VRIDs
  /// @param receiver takes the sender and what the kernel delivers
  static ReceiveSocket open(
      EngineLoop loop,
      ChannelSpec spec,
      Function<Set<Vrid>, PacketFilter> filter,
      BiConsumer<InetAddress, byte[]> receiver) {
    int domain = spec.family() == AddressFamily.IPV4 ? KernelSocket.AF_INET : KernelSocket.AF_INET6;
    var socket = KernelSocket.open(domain, PROTOCOL_VRRP, spec.link().name());
    try {
      prepare(socket, spec);
      var opened = new ReceiveSocket(socket, filter);
      opened.listenTo(spec.vrids());
      opened.startReading(loop, receiver);
      return opened;
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  /// Until it is bound to its interface a socket would hear all of them.
  private static void prepare(KernelSocket socket, ChannelSpec spec) {
    socket.filter(PacketFilter.nothing());
    socket.bindToDevice(spec.link().name());
    if (spec.family() == AddressFamily.IPV4) {
      socket.option("hear only own groups on", IPPROTO_IP, IP_MULTICAST_ALL, 0);
    }
    for (var group : spec.groups()) {
      join(socket, group, spec.link().index());
    }
  }

  private static void join(KernelSocket socket, InetAddress group, int interfaceIndex) {
    String operation = "join group %s on".formatted(IpText.of(group));
    switch (AddressFamily.of(group)) {
      case IPV4 ->
          socket.option(
              operation,
              IPPROTO_IP,
              IP_ADD_MEMBERSHIP,
              SocketAddresses.membership(group, interfaceIndex));
      case IPV6 ->
          socket.option(
              operation,
              IPPROTO_IPV6,
              IPV6_JOIN_GROUP,
              SocketAddresses.membership6(group, interfaceIndex));
    }
  }

  private void startReading(EngineLoop loop, BiConsumer<InetAddress, byte[]> receiver) {
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(RECEIVE_BUFFER_OCTETS));
    channel.pipeline().addLast(new Inbound(loop, receiver));
    loop.register(channel);
  }

  void listenTo(Set<Vrid> vrids) {
    if (channel.isOpen()) {
      socket.filter(filter.apply(vrids));
    }
  }

  /// The channel owns the descriptor.
  void close() {
    var _ = channel.close();
  }

  private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {

    private final EngineLoop loop;
    private final BiConsumer<InetAddress, byte[]> receiver;

    Inbound(EngineLoop loop, BiConsumer<InetAddress, byte[]> receiver) {
      this.loop = loop;
      this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      var source = packet.sender().getAddress();
      byte[] octets = ByteBufUtil.getBytes(packet.content());
      loop.dispatch(() -> receiver.accept(source, octets));
    }

    /// An error of the socket is told by netlink too, which decides what becomes of the channel.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debugf("receiving failed: %s", cause.getMessage());
    }
  }
}
