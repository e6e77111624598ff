package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Link;
import io.baton.engine.Link.LinkAddress;
import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.VirtualAddress;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the monitor tells when somebody changes interfaces with `ip`.
class LinkMonitorLinuxIT {

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Link> known = new ConcurrentHashMap<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private TestHost left;
  private TestHost right;
  private LinkMonitor monitor;

  @BeforeEach
  void watchOneOfTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    monitor = left.onLoop(() -> new LinkMonitor(this::onLink, this::onGone));
    monitor.start().forEach(link -> known.put(link.name(), link));
  }

  @AfterEach
  void removeHosts() {
    if (monitor != null) {
      monitor.close();
    }
    TestHost.closeAll(right, left);
    vertx.close();
  }

  private void onLink(Link link) {
    told.add("link " + link.name());
    known.put(link.name(), link);
  }

  private void onGone(String name) {
    told.add("gone " + name);
    known.remove(name);
  }

  @Test
  void theFirstSnapshotShowsTheInterface() {
    // Given
    // When
    var link = known("eth0");

    // Then
    assertThat(link.up()).isTrue();
    assertThat(link.mtu()).isEqualTo(1500);
    assertThat(left.ip("link show eth0")).contains(link.mac().toString());
    assertThat(link.addresses()).extracting(LinkAddress::prefixLength).containsExactly(64);
    assertThat(known).containsKey("lo");
  }

  @Test
  void aLostCarrierAndAnInterfaceTakenDownAreDown() {
    // Given
    right.ip("link set eth0 down");
    await().until(() -> !known("eth0").up());
    right.ip("link set eth0 up");
    await().until(() -> known("eth0").up());

    // When
    left.ip("link set eth0 down");

    // Then
    await().until(() -> !known("eth0").up());
  }

  @Test
  void addedAndDeletedAddressesAreTold() {
    // Given
    left.ip("addr add 10.7.0.1/24 dev eth0");
    var placed = VirtualAddress.of(InetAddress.ofLiteral("10.7.0.9"), 24);
    int index = known("eth0").index();
    left.onLoop(() -> left.network.install(List.of(new PlacedAddress(index, placed)), 0));
    var own = new LinkAddress(InetAddress.ofLiteral("10.7.0.1"), 24, false);
    var virtual = new LinkAddress(InetAddress.ofLiteral("10.7.0.9"), 24, true);
    await().until(() -> known("eth0").addresses().containsAll(List.of(own, virtual)));

    // When
    left.ip("addr del 10.7.0.9/24 dev eth0");

    // Then
    await().until(() -> !known("eth0").addresses().contains(virtual));
    assertThat(known("eth0").addresses()).contains(own);
  }

  @Test
  void aTentativeAddressIsToldOnceItIsUsable() {
    // Given
    left.sysctl("net.ipv6.conf.eth0.accept_dad", 1);
    left.sysctl("net.ipv6.conf.eth0.dad_transmits", 1);
    var address = new LinkAddress(InetAddress.ofLiteral("2001:db8:7::1"), 64, false);

    // When
    left.ip("addr add 2001:db8:7::1/64 dev eth0");
    left.ip("link set eth0 mtu 1400");
    await().until(() -> known("eth0").mtu() == 1400);
    boolean atFirst = known("eth0").addresses().contains(address);

    // Then
    assertThat(atFirst).as("usable during duplicate address detection").isFalse();
    await().until(() -> known("eth0").addresses().contains(address));
  }

  @Test
  void aRenamedInterfaceIsGoneUnderItsOldName() {
    // Given
    int index = known("eth0").index();
    left.ip("link set eth0 down");

    // When
    left.ip("link set eth0 name lan0");

    // Then
    await().until(() -> known.containsKey("lan0"));
    assertThat(known("lan0").index()).isEqualTo(index);
    assertThat(known).doesNotContainKey("eth0");
    assertThat(told.indexOf("gone eth0")).isBetween(0, told.indexOf("link lan0") - 1);
  }

  @Test
  void createdAndDeletedInterfacesAreTold() {
    // Given
    left.ip("link add new0 type veth peer name new1");
    await().until(() -> known.containsKey("new0") && known.containsKey("new1"));

    // When
    left.ip("link del new0");

    // Then
    await().until(() -> !known.containsKey("new0") && !known.containsKey("new1"));
  }

  @Test
  void aPortThatLeavesItsBridgeIsNotGone() {
    // Given
    left.ip("link add br0 type bridge");
    left.ip("link set eth0 master br0");
    await().until(() -> known.containsKey("br0"));

    // When
    left.ip("link set eth0 nomaster");
    left.ip("link set eth0 mtu 1300");

    // Then
    await().until(() -> known("eth0").mtu() == 1300);
    assertThat(told).doesNotContain("gone eth0");
  }

  @Test
  void theOrderOfAddressesStaysTheKernels() {
    // Given
    left.ip("addr add 10.7.1.1/24 dev eth0 scope link");
    left.ip("addr add 10.7.1.2/24 dev eth0 scope link");
    left.ip("addr add 10.7.1.3/24 dev eth0 scope link");
    left.ip("addr add 10.7.2.1/24 dev eth0");
    left.ip("addr add 10.7.3.1/24 dev eth0 scope host");
    left.ip("addr add 2001:db8:7::1/64 dev eth0 nodad");
    left.ip("addr add 2001:db8:7::2/64 dev eth0 nodad");
    left.ip("addr add fe80::77/64 dev eth0 nodad");

    // When
    left.ip("link set eth0 mtu 1200");
    await().until(() -> known("eth0").mtu() == 1200);

    // Then
    await().untilAsserted(() -> assertThat(known("eth0")).isEqualTo(left.link("eth0")));
  }

  @Test
  void aThousandAddressesAreAllToldInFewSteps() {
    // Given
    int index = known("eth0").index();
    var thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> "10.8.%d.%d".formatted(i / 250, i % 250 + 1))
            .map(text -> VirtualAddress.of(InetAddress.ofLiteral(text), 32))
            .map(address -> new PlacedAddress(index, address))
            .toList();

    // When
    left.onLoop(() -> left.network.install(thousand, 0));

    // Then
    await().untilAsserted(() -> assertThat(ours()).isEqualTo(1000));
    left.onLoop(() -> left.network.remove(thousand));
    await().untilAsserted(() -> assertThat(ours()).isZero());
    assertThat(told).hasSizeLessThan(1000);
  }

  @Test
  void nothingIsToldAfterClose() {
    // Given
    monitor.close();

    // When
    left.ip("link add new0 type veth peer name new1");

    // Then
    assertThat(left.links()).extracting(Link::name).contains("new0");
    assertThat(told).doesNotContain("link new0");
  }

  private Link known(String name) {
    return Objects.requireNonNull(known.get(name), name);
  }

  private long ours() {
    return known("eth0").addresses().stream().filter(LinkAddress::ours).count();
  }
}
