package io.baton.linux;

import static io.baton.vrrp.AddressFamily.IPV4;
import static io.baton.vrrp.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Link;
import io.baton.engine.NetworkPort.AdvertChannel;
import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Vrid;
import io.baton.wire.Datagram;
import io.vertx.core.Vertx;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two hosts on one cable send each other advertisements.
class RawChannelLinuxIT {

  private static final InetAddress GROUP4 = InetAddress.ofLiteral("224.0.0.18");
  private static final InetAddress GROUP6 = InetAddress.ofLiteral("ff02::12");
  private static final int VRID = 51;
  private static final int OTHER_VRID = 52;

  private static Vertx vertx;
  private static TestHost left;
  private static TestHost right;

  private final List<Datagram> heardLeft = new CopyOnWriteArrayList<>();
  private final List<Datagram> heardRight = new CopyOnWriteArrayList<>();
  private final List<Runnable> closers = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void connectTwoHosts() {
    vertx = Vertx.vertx();
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    left.ip("addr add 10.9.0.1/24 dev eth0");
    right.ip("addr add 10.9.0.2/24 dev eth0");
  }

  @AfterAll
  static void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @AfterEach
  void closeChannels() {
    closers.forEach(Runnable::run);
  }

  private AdvertChannel open(
      TestHost host, AddressFamily family, Set<Vrid> vrids, List<Datagram> heard) {
    var spec = new ChannelSpec(host.link("eth0"), family, vrids, Set.of(group(family)));
    return open(host, spec, heard);
  }

  private AdvertChannel open(TestHost host, ChannelSpec spec, List<Datagram> heard) {
    var channel = host.onLoop(() -> host.network.open(spec, heard::add));
    closers.add(() -> host.onLoop(channel::close));
    return channel;
  }

  private static void send(AdvertChannel channel, byte[] packet, InetAddress destination) {
    left.onLoop(() -> channel.send(packet, destination));
  }

  @ParameterizedTest
  @EnumSource
  void anAdvertisementArrivesAtTheOtherEndWithItsSourceAndHopLimit(AddressFamily family) {
    // Given
    var sender = open(left, family, vrids(VRID), heardLeft);
    var answerer = open(right, family, vrids(VRID), heardRight);
    var source = source(left, family);
    byte[] answer = packet(source(right, family), group(family), 255, VRID);

    // When
    send(sender, packet(source, group(family), 255, VRID), group(family));
    await().until(() -> !heardRight.isEmpty());
    right.onLoop(() -> answerer.send(answer, group(family)));

    // Then
    await().until(() -> heardLeft.stream().anyMatch(d -> !d.source().equals(source)));
    var datagram = heardRight.getFirst();
    assertThat(datagram.source()).isEqualTo(source);
    assertThat(datagram.destination()).isEqualTo(group(family));
    assertThat(datagram.hopLimit()).isEqualTo(255);
    assertThat(datagram.message()).isEqualTo(message(VRID));
    assertThat(scopeOf(datagram.source())).isZero();
    assertThat(heardLeft)
        .as("what the sender hears, of itself nothing")
        .extracting(Datagram::source)
        .containsExactly(source(right, family));
  }

  @ParameterizedTest
  @EnumSource
  void foreignVridsAreNotHeardUntilTheSetChanges(AddressFamily family) {
    // Given
    var sender = open(left, family, vrids(VRID), heardLeft);
    var receiver = open(right, family, vrids(VRID), heardRight);
    var source = source(left, family);

    // When
    send(sender, packet(source, group(family), 255, OTHER_VRID), group(family));
    send(sender, packet(source, group(family), 255, VRID), group(family));
    await().until(() -> !heardRight.isEmpty());
    right.onLoop(() -> receiver.listenTo(vrids(OTHER_VRID)));
    send(sender, packet(source, group(family), 255, VRID), group(family));
    send(sender, packet(source, group(family), 255, OTHER_VRID), group(family));

    // Then
    await().until(() -> heardRight.size() >= 2);
    assertThat(heardRight).extracting(d -> d.message()[1]).containsExactly((byte) 51, (byte) 52);
  }

  @ParameterizedTest
  @EnumSource
  void everyVridFitsIntoOneFilter(AddressFamily family) {
    // Given
    var sender = open(left, family, vrids(VRID), heardLeft);
    var all = IntStream.rangeClosed(1, 255).mapToObj(Vrid::new).collect(Collectors.toSet());
    open(right, family, all, heardRight);
    var source = source(left, family);

    // When
    for (int vrid : new int[] {1, 128, 255, 0}) {
      send(sender, packet(source, group(family), 255, vrid), group(family));
    }
    send(sender, packet(source, group(family), 255, 7), group(family));

    // Then
    await().until(() -> heardRight.size() >= 4);
    assertThat(heardRight).extracting(d -> d.message()[1] & 0xff).containsExactly(1, 128, 255, 7);
  }

  @Test
  void aWrongTtlIsToldAsItIs() {
    // Given
    var sender = open(left, IPV4, vrids(VRID), heardLeft);
    open(right, IPV4, vrids(VRID), heardRight);

    // When
    send(sender, packet(source(left, IPV4), GROUP4, 64, VRID), GROUP4);

    // Then
    await().until(() -> !heardRight.isEmpty());
    assertThat(heardRight.getFirst().hopLimit()).isEqualTo(64);
  }

  @Test
  void aWrongHopLimitArrivesOnceAndFlagged() {
    // Given
    var sender = open(left, IPV6, vrids(VRID), heardLeft);
    open(right, IPV6, vrids(VRID), heardRight);

    // When
    send(sender, packet(source(left, IPV6), GROUP6, 64, VRID), GROUP6);
    send(sender, packet(source(left, IPV6), GROUP6, 255, VRID), GROUP6);

    // Then
    await().until(() -> heardRight.size() >= 2);
    assertThat(heardRight).extracting(Datagram::hopLimit).containsExactlyInAnyOrder(0, 255);
  }

  @Test
  void aPacketTooShortForAMessageIsCountedAsMalformed() {
    // Given
    var sender = open(left, IPV4, vrids(VRID), heardLeft);
    open(right, IPV4, vrids(VRID), heardRight);
    long before = right.network.malformed();
    byte[] whole = packet(source(left, IPV4), GROUP4, 255, VRID);
    byte[] cut = Arrays.copyOf(whole, 20 + 4);

    // When
    send(sender, cut, GROUP4);

    // Then
    await().until(() -> right.network.malformed() == before + 1);
    assertThat(heardRight).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aUnicastChannelHearsUnicastButNoGroup(AddressFamily family) {
    // Given
    var sender = open(left, family, vrids(VRID), heardLeft);
    var groupMember = new CopyOnWriteArrayList<Datagram>();
    open(right, family, vrids(OTHER_VRID), groupMember);
    var spec = new ChannelSpec(right.link("eth0"), family, vrids(VRID, OTHER_VRID), Set.of());
    open(right, spec, heardRight);
    var target = source(right, family);

    // When
    send(sender, packet(source(left, family), group(family), 255, OTHER_VRID), group(family));
    await().until(() -> !groupMember.isEmpty());
    send(sender, packet(source(left, family), target, 255, VRID), target);

    // Then
    await().until(() -> !heardRight.isEmpty());
    assertThat(heardRight).extracting(d -> d.message()[1]).containsExactly((byte) VRID);
    assertThat(heardRight.getFirst().destination()).isEqualTo(target);
  }

  @Test
  void aChannelHearsOnlyItsOwnInterface() {
    // Given
    left.ip("link add eth9 type veth peer name eth9 netns " + right.name);
    left.ip("addr add 10.99.0.1/24 dev eth9");
    left.ip("link set eth9 up");
    right.ip("link set eth9 up");
    await().until(() -> left.link("eth9").up() && right.link("eth9").up());
    var other = new ChannelSpec(left.link("eth9"), IPV4, vrids(VRID), Set.of(GROUP4));
    var onOther = open(left, other, heardLeft);
    var onFirst = open(left, IPV4, vrids(VRID), heardLeft);
    open(right, IPV4, vrids(VRID), heardRight);
    // The interface's own member lets the packet into the host.
    var spec = new ChannelSpec(right.link("eth9"), IPV4, vrids(VRID), Set.of(GROUP4));
    var heardOther = new CopyOnWriteArrayList<Datagram>();
    open(right, spec, heardOther);

    // When
    send(onOther, packet(InetAddress.ofLiteral("10.99.0.1"), GROUP4, 255, VRID), GROUP4);
    await().until(() -> !heardOther.isEmpty());
    send(onFirst, packet(source(left, IPV4), GROUP4, 255, VRID), GROUP4);

    // Then
    await().until(() -> !heardRight.isEmpty());
    assertThat(heardRight).extracting(Datagram::source).containsExactly(source(left, IPV4));
    assertThat(heardOther).hasSize(1);
  }

  @Test
  void sendingOnAnInterfaceThatIsDownSaysSo() {
    // Given
    left.ip("link add down0 type veth peer name down1");
    left.ip("link set down1 up");
    left.ip("link set down0 up");
    await().until(() -> left.link("down0").up());
    var spec = new ChannelSpec(left.link("down0"), IPV4, vrids(VRID), Set.of());
    var channel = open(left, spec, heardLeft);

    // When
    left.ip("link del down0");
    byte[] packet = packet(source(left, IPV4), GROUP4, 255, VRID);

    // Then
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> send(channel, packet, GROUP4))
        .withMessageStartingWith("send on down0: EN");
  }

  @Test
  void openingOnAnInterfaceThatIsNotThereNamesIt() {
    // Given
    var real = left.link("eth0");
    var gone = new Link(999, "nosuch0", true, real.mac(), 1500, List.of());
    var spec = new ChannelSpec(gone, IPV4, vrids(VRID), Set.of(GROUP4));

    // When
    // Then
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> left.onLoop(() -> left.network.open(spec, heardLeft::add)))
        .withMessageContaining("nosuch0: ENODEV");
  }

  @Test
  void aClosedChannelHearsNothing() {
    // Given
    var sender = open(left, IPV4, vrids(VRID), heardLeft);
    var witness = new CopyOnWriteArrayList<Datagram>();
    var closed = open(right, IPV4, vrids(VRID), heardRight);
    open(right, IPV4, vrids(VRID), witness);

    // When
    right.onLoop(closed::close);
    send(sender, packet(source(left, IPV4), GROUP4, 255, VRID), GROUP4);

    // Then
    await().until(() -> !witness.isEmpty());
    assertThat(heardRight).isEmpty();
  }

  private static Set<Vrid> vrids(int... values) {
    return IntStream.of(values).mapToObj(Vrid::new).collect(Collectors.toSet());
  }

  private static InetAddress group(AddressFamily family) {
    return family == IPV4 ? GROUP4 : GROUP6;
  }

  private static InetAddress source(TestHost host, AddressFamily family) {
    return host.link("eth0").addresses().stream()
        .map(Link.LinkAddress::address)
        .filter(address -> AddressFamily.of(address) == family)
        .findFirst()
        .orElseThrow();
  }

  private static int scopeOf(InetAddress address) {
    return address instanceof Inet6Address inet6 ? inet6.getScopeId() : 0;
  }

  /// A version 3 advertisement of priority 100 without a valid checksum: sockets do not look at it.
  private static byte[] message(int vrid) {
    return new byte[] {0x31, (byte) vrid, 100, 1, 0, 100, 0, 0, 10, 9, 0, 77};
  }

  private static byte[] packet(
      InetAddress source, InetAddress destination, int hopLimit, int vrid) {
    byte[] message = message(vrid);
    return AddressFamily.of(source) == IPV4
        ? ByteBuffer.allocate(20 + message.length)
            .put((byte) 0x45)
            .put((byte) 0xc0)
            .putShort((short) (20 + message.length))
            .putInt(0)
            .put((byte) hopLimit)
            .put((byte) 112)
            .putShort((short) 0)
            .put(source.getAddress())
            .put(destination.getAddress())
            .put(message)
            .array()
        : ByteBuffer.allocate(40 + message.length)
            .putInt(0x6c000000)
            .putShort((short) message.length)
            .put((byte) 112)
            .put((byte) hopLimit)
            .put(source.getAddress())
            .put(destination.getAddress())
            .put(message)
            .array();
  }
}
