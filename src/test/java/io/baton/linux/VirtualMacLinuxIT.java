package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.baton.engine.NetworkPort.AdvertChannel;
import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.engine.NetworkPort.VirtualMac;
import io.baton.engine.PortException;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.wire.Datagram;
import io.baton.wire.IpHeader;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Macvlans with virtual MAC addresses on two hosts on one cable.
class VirtualMacLinuxIT {

  private static final Vrid VRID = new Vrid(51);
  private static final String NAME = "vrrp.51";
  private static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.5.0.40");

  /// linux/if_ether.h, ETH_P_ALL, in network byte order.
  private static final int EVERYTHING = 0x0300;

  private final Vertx vertx = Vertx.vertx();
  private final List<AdvertChannel> channels = new ArrayList<>();
  private TestHost left;
  private TestHost right;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    left.ip("addr add 10.5.0.1/24 dev eth0");
    right.ip("addr add 10.5.0.2/24 dev eth0");
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @Test
  @Rfc("F6")
  void aMacvlanIsPrivateUpAndHasNoAddressOfItsOwn() {
    // Given
    // When
    make(left, AddressFamily.IPV4);

    // Then
    assertThat(left.ip("-d link show dev vrrp.51"))
        .contains("macvlan mode private", "link/ether 00:00:5e:00:01:33", "vrrp.51@eth0", "UP");
    await().until(() -> left.link(NAME).up());
    assertThat(left.addressesOf(NAME)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @Rfc({"F4", "E11"})
  void neighborsLearnTheVirtualMacAddressOnlyForTheVirtualAddress(ReversePath check) {
    // Given
    left.sysctl("net.ipv4.conf.all.rp_filter", check == ReversePath.STRICT ? 1 : 0);
    make(left, AddressFamily.IPV4);
    install(VIRTUAL, 32);
    right.ip("neigh flush dev eth0");

    // When
    right.exec("ping -c 1 -W 2 10.5.0.40");
    right.exec("ping -c 1 -W 2 10.5.0.1");

    // Then
    assertThat(right.ip("neigh show 10.5.0.40")).contains("00:00:5e:00:01:33");
    assertThat(right.ip("neigh show 10.5.0.1")).contains(left.link("eth0").mac().toString());
  }

  /// Settings of `rp_filter` for all interfaces, in the order of their numbers.
  enum ReversePath {
    OFF,
    STRICT
  }

  @Test
  void packetsFromTheVirtualAddressTeachNobodyTheMacAddressOfTheBase() {
    // Given
    make(left, AddressFamily.IPV4);
    install(VIRTUAL, 32);
    right.exec("ping -c 1 -W 2 10.5.0.40");
    left.ip("neigh flush dev eth0");

    // When
    left.exec("ping -c 1 -W 2 -I 10.5.0.40 10.5.0.2");

    // Then
    assertThat(right.ip("neigh show 10.5.0.40")).contains("00:00:5e:00:01:33");
  }

  @ParameterizedTest
  @EnumSource
  @Rfc("A6")
  void advertisementsBetweenMacvlansAreHeardOnTheMacvlanAloneAndComeFromTheVirtualMacAddress(
      AddressFamily family) {
    // Given
    make(left, family);
    make(right, family);
    if (family == AddressFamily.IPV6) {
      install(InetAddress.ofLiteral("fe80::51"), 64);
    }
    var onMacvlan = new CopyOnWriteArrayList<Datagram>();
    var onBase = new CopyOnWriteArrayList<Datagram>();
    var sender = open(left, NAME, family, new CopyOnWriteArrayList<>());
    open(right, NAME, family, onMacvlan);
    open(right, "eth0", family, onBase);
    var tap = right.onLoop(() -> KernelSocket.open(KernelSocket.AF_PACKET, EVERYTHING, "tap"));

    // When
    left.onLoop(() -> sender.send(packet(family), group(family)));

    // Then
    await().until(() -> !onMacvlan.isEmpty());
    assertThat(onMacvlan).hasSize(1);
    assertThat(onBase).isEmpty();
    assertThat(sourcesOfAdvertisements(tap, family)).containsOnly(MacAddress.virtual(family, VRID));
    tap.close();
  }

  @ParameterizedTest
  @EnumSource
  void advertisementsFromAnOrdinaryMacAddressAreHeardOnTheMacvlanToo(AddressFamily family) {
    // Given
    make(right, family);
    var onMacvlan = new CopyOnWriteArrayList<Datagram>();
    var onBase = new CopyOnWriteArrayList<Datagram>();
    var sender = open(left, "eth0", family, new CopyOnWriteArrayList<>());
    open(right, NAME, family, onMacvlan);
    open(right, "eth0", family, onBase);

    // When
    left.onLoop(() -> sender.send(packet(family), group(family)));

    // Then
    await().until(() -> !onMacvlan.isEmpty() && !onBase.isEmpty());
    assertThat(onMacvlan).hasSize(1);
  }

  @Test
  void aMacvlanDoesNotHearWhatItsOwnHostSends() {
    // Given
    make(left, AddressFamily.IPV4);
    make(right, AddressFamily.IPV4);
    var onLeft = new CopyOnWriteArrayList<Datagram>();
    var onRight = new CopyOnWriteArrayList<Datagram>();
    var fromMacvlan = open(left, NAME, AddressFamily.IPV4, onLeft);
    var fromBase = open(left, "eth0", AddressFamily.IPV4, onLeft);
    open(right, NAME, AddressFamily.IPV4, onRight);

    // When
    for (var channel : List.of(fromMacvlan, fromBase)) {
      left.onLoop(() -> channel.send(packet(AddressFamily.IPV4), group(AddressFamily.IPV4)));
    }

    // Then
    await().until(() -> onRight.size() == 2);
    assertThat(onLeft).isEmpty();
  }

  @Test
  void theBaseGetsItsSettingsBackWhenTheLastMacvlanGoes() {
    // Given
    var second =
        new VirtualMac(
            "vrrp.52",
            left.link("eth0").index(),
            MacAddress.virtual(AddressFamily.IPV4, new Vrid(52)),
            AddressFamily.IPV4);
    var first = virtualMac(left, AddressFamily.IPV4);
    left.onLoop(() -> left.network.makeVirtualMac(first));
    left.onLoop(() -> left.network.makeVirtualMac(second));

    // When
    left.onLoop(() -> left.network.removeVirtualMac(first));
    int withOne = left.sysctl("net.ipv4.conf.eth0.arp_ignore");
    left.onLoop(() -> left.network.removeVirtualMac(second));

    // Then
    assertThat(withOne).isEqualTo(1);
    assertThat(left.sysctl("net.ipv4.conf.eth0.arp_ignore")).isZero();
    assertThat(left.sysctl("net.ipv4.conf.eth0.arp_announce")).isZero();
    assertThat(left.links()).extracting(link -> link.name()).doesNotContain(NAME, "vrrp.52");
  }

  @Test
  void aLeftOverMacvlanIsTakenOn() {
    // Given
    left.ip("link add vrrp.51 link eth0 addr 00:00:5e:00:01:33 type macvlan mode private");
    int index = left.link(NAME).index();

    // When
    make(left, AddressFamily.IPV4);

    // Then
    assertThat(left.link(NAME).index()).isEqualTo(index);
    await().until(() -> left.link(NAME).up());
    assertThat(left.sysctl("net.ipv4.conf.vrrp/51.arp_ignore")).isEqualTo(1);
  }

  @Test
  void anotherInterfaceOfThatNameIsAFailureAndStays() {
    // Given
    left.ip("link add vrrp.51 type veth peer name other0");
    var virtualMac = virtualMac(left, AddressFamily.IPV4);

    // When
    // Then
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> make(left, AddressFamily.IPV4))
        .withMessageContaining("make macvlan vrrp.51 with 00:00:5e:00:01:33 on eth0")
        .withMessageContaining("another interface of that name (veth");
    left.onLoop(() -> left.network.removeVirtualMac(virtualMac));
    assertThat(left.link(NAME)).isNotNull();
  }

  @Test
  void aMacvlanThatIsNotThereIsNoFailureToRemove() {
    // Given
    var unknown = virtualMac(left, AddressFamily.IPV4);

    // When
    // Then
    assertThatCode(() -> left.onLoop(() -> left.network.removeVirtualMac(unknown)))
        .doesNotThrowAnyException();
  }

  @Test
  void theOtherAddressesStayWhenThePrimaryOneGoes() {
    // Given
    int index = left.link("eth0").index();
    left.ip("addr add 10.5.0.3/24 dev eth0");

    // When
    left.onLoop(() -> left.network.promoteSecondaries(index));
    left.ip("addr del 10.5.0.1/24 dev eth0");

    // Then
    assertThat(left.addressesOf("eth0")).anyMatch(a -> a.get("local").asText().equals("10.5.0.3"));
  }

  private static void make(TestHost host, AddressFamily family) {
    var virtualMac = virtualMac(host, family);
    host.onLoop(() -> host.network.makeVirtualMac(virtualMac));
  }

  private static VirtualMac virtualMac(TestHost host, AddressFamily family) {
    int base = host.onLoop(() -> LibC.if_nametoindex("eth0"));
    return new VirtualMac(NAME, base, MacAddress.virtual(family, VRID), family);
  }

  private void install(InetAddress address, int prefixLength) {
    var virtual = VirtualAddress.of(address, prefixLength);
    var placed = List.of(new PlacedAddress(left.link(NAME).index(), virtual));
    left.onLoop(() -> left.network.install(placed, 0));
  }

  private AdvertChannel open(
      TestHost host, String name, AddressFamily family, List<Datagram> heard) {
    await().until(() -> host.link(name).up());
    var spec = new ChannelSpec(host.link(name), family, Set.of(VRID), Set.of(group(family)));
    var channel = host.onLoop(() -> host.network.open(spec, heard::add));
    channels.add(channel);
    return channel;
  }

  private static InetAddress group(AddressFamily family) {
    return InetAddress.ofLiteral(family == AddressFamily.IPV4 ? "224.0.0.18" : "ff02::12");
  }

  private static byte[] packet(AddressFamily family) {
    var source = InetAddress.ofLiteral(family == AddressFamily.IPV4 ? "10.5.0.1" : "fe80::51");
    byte[] message = {0x31, (byte) VRID.value(), 100, 0, 0, 100, 0, 0};
    return IpHeader.encode(source, group(family), 1, message);
  }

  /// Protocol 112 in what came in.
  private static Set<MacAddress> sourcesOfAdvertisements(KernelSocket tap, AddressFamily family) {
    var sources = new HashSet<MacAddress>();
    int protocolOffset = family == AddressFamily.IPV4 ? 14 + 9 : 14 + 6;
    var frame = new byte[2048];
    while (LibC.recv(tap.fd(), frame, frame.length, KernelSocket.MSG_DONTWAIT) > 0) {
      if (frame[protocolOffset] == 112) {
        sources.add(MacAddress.of(Arrays.copyOfRange(frame, 6, 12)));
      }
    }
    return sources;
  }
}
