package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.AddressOptions;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualAddress;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Addresses that go by themselves, and the options of addresses, as `ip` sees them.
class LifetimeLinuxIT {

  private static final long SECOND = 1_000_000_000L;
  private static final InetAddress IPV4 = InetAddress.ofLiteral("10.5.1.40");
  private static final InetAddress IPV6 = InetAddress.ofLiteral("2001:db8:51::40");

  private static Vertx vertx;
  private static TestHost left;
  private static TestHost right;
  private static int index;

  @BeforeAll
  static void connectTwoHosts() {
    vertx = Vertx.vertx();
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    index = left.link("eth0").index();
  }

  @AfterAll
  static void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @AfterEach
  void removeAddresses() {
    left.ip("addr flush dev eth0 scope global");
  }

  @Test
  void aRenewedAddressStaysAndOneThatIsNotRenewedIsGoneWithinAGrainOfItsLifetime() {
    // Given
    var both = List.of(placed(IPV4, 24), placed(IPV6, 64));
    var renewing = new AtomicBoolean(true);
    left.onLoop(() -> renew(both, renewing));

    // When
    await()
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(8))
        .until(() -> find(IPV4).isPresent() && find(IPV6).isPresent());
    renewing.set(false);
    left.onLoop(() -> left.network.install(both, 3));

    // Then
    await()
        .pollDelay(Duration.ofMillis(2500))
        .atMost(Duration.ofMillis(4300))
        .until(() -> find(IPV4).isEmpty() && find(IPV6).isEmpty());
  }

  /// Runs on the loop each second, until it is told to stop.
  private static void renew(List<PlacedAddress> addresses, AtomicBoolean renewing) {
    if (renewing.get()) {
      left.network.install(addresses, 3);
      left.loop.at(left.loop.nanoTime() + SECOND, () -> renew(addresses, renewing));
    }
  }

  @Test
  void aRenewalKeepsTheOrderAndTheLabelOfAllAddresses() {
    // Given
    var addresses =
        IntStream.range(41, 46)
            .mapToObj(i -> labelled(InetAddress.ofLiteral("10.5.1." + i), "eth0:" + i))
            .toList();
    left.ip("addr add 10.5.1.1/24 dev eth0");
    install(addresses, 60);
    var before = order();

    // When
    install(addresses.reversed(), 30);

    // Then
    assertThat(order()).isEqualTo(before).contains("10.5.1.43 eth0:43");
    assertThat(shown(InetAddress.ofLiteral("10.5.1.43")).get("valid_life_time").asInt())
        .isBetween(25, 30);
  }

  private static List<String> order() {
    return left.addressesOf("eth0").stream()
        .filter(address -> address.get("family").asText().equals("inet"))
        .map(address -> address.get("local").asText() + " " + address.get("label").asText())
        .toList();
  }

  @Test
  void anAddressOfTheAdministratorGetsNeitherALifetimeNorTheMark() {
    // Given
    left.ip("addr add 10.5.1.40/24 dev eth0");
    left.ip("addr add 2001:db8:51::40/64 dev eth0 nodad");
    var both = List.of(placed(IPV4, 24), placed(IPV6, 64));

    // When
    install(both, 3);
    install(both, 3);

    // Then
    for (var address : List.of(IPV4, IPV6)) {
      assertThat(shown(address).get("valid_life_time").asLong()).isEqualTo(AddressOptions.FOREVER);
      assertThat(left.ip("addr show dev eth0")).doesNotContain("proto");
    }
  }

  @Test
  void anAddressThatAnEarlierProcessLeftIsRenewedAndCanBeMadeToStay() {
    // Given
    var both = List.of(placed(IPV4, 24), placed(IPV6, 64));
    left.onLoop(
        () -> {
          try (var earlier = new LinuxNetwork(left.loop)) {
            earlier.install(both, 20);
          }
        });

    // When
    install(both, 0);

    // Then
    for (var address : List.of(IPV4, IPV6)) {
      assertThat(shown(address).get("valid_life_time").asLong()).isEqualTo(AddressOptions.FOREVER);
    }
  }

  @Test
  void anIpv6HostAddressIsNoSourceUnlessAskedFor() {
    // Given
    var host = placed(IPV6, 128);
    var preferred =
        placed(with(InetAddress.ofLiteral("2001:db8:51::41"), 128, null, OptionalLong.of(100)));

    // When
    install(List.of(host, preferred), 50);

    // Then
    assertThat(shown(IPV6).get("preferred_life_time").asInt()).isZero();
    assertThat(shown(IPV6).get("deprecated").asBoolean()).isTrue();
    assertThat(shown(preferred.address().address()).get("preferred_life_time").asInt())
        .isBetween(45, 50);
  }

  @Test
  void anAddressWithAnotherEndIsSetAndTakenAway() {
    // Given
    var ipv4 = placed(with(IPV4, 32, prefix("10.5.9.0", 24), OptionalLong.empty()));
    var ipv6 = placed(with(IPV6, 128, prefix("2001:db8:59::1", 128), OptionalLong.empty()));

    // When
    install(List.of(ipv4, ipv6), 60);
    install(List.of(ipv4, ipv6), 60);
    var shown = Stream.of(shown(IPV4), shown(IPV6)).map(a -> a.get("address").asText()).toList();
    int prefixLength = shown(IPV4).get("prefixlen").asInt();
    left.onLoop(() -> left.network.remove(List.of(ipv4, ipv6)));

    // Then
    assertThat(shown).containsExactly("10.5.9.0", "2001:db8:59::1");
    assertThat(prefixLength).isEqualTo(24);
    assertThat(find(IPV4)).isEmpty();
    assertThat(find(IPV6)).isEmpty();
  }

  @Test
  void flagsReachTheKernelAndSurviveARenewal() {
    // Given
    var options =
        new AddressOptions(null, true, true, true, OptionalLong.empty(), true, true, false);
    var address = placed(new VirtualAddress(IPV6, 64, null, null, null, 0, options));
    var plain =
        new AddressOptions(null, false, true, true, OptionalLong.empty(), true, true, false);
    var ipv4 = placed(new VirtualAddress(IPV4, 24, null, null, null, 0, plain));

    // When
    install(List.of(address, ipv4), 60);
    install(List.of(address, ipv4), 60);

    // Then
    var shown = shown(IPV6);
    assertThat(shown.get("noprefixroute").asBoolean()).isTrue();
    assertThat(shown.get("home").asBoolean()).isTrue();
    assertThat(shown.get("mngtmpaddr").asBoolean()).isTrue();
    assertThat(shown.has("nodad")).isFalse();
    assertThat(shown(IPV4).get("noprefixroute").asBoolean()).isTrue();
    assertThat(left.ip("route show dev eth0")).doesNotContain("10.5.1.0/24");
  }

  @Test
  void anAddressThatJoinsItsGroupIsSet() {
    // Given
    var group = InetAddress.ofLiteral("239.5.1.1");
    var options =
        new AddressOptions(null, false, false, true, OptionalLong.empty(), false, false, true);
    var address = placed(new VirtualAddress(group, 24, null, null, null, 0, options));

    // When
    install(List.of(address), 60);

    // Then
    assertThat(shown(group).get("autojoin").asBoolean()).isTrue();
    assertThat(left.ip("maddr show dev eth0")).contains("239.5.1.1");
  }

  @Test
  void anAddressThatSomebodyTookAwayAndSetAgainIsNoLongerOurs() {
    // Given
    var both = List.of(placed(IPV4, 24), placed(IPV6, 64));
    install(both, 60);
    left.ip("addr del 10.5.1.40/24 dev eth0");
    left.ip("addr del 2001:db8:51::40/64 dev eth0");
    left.ip("addr add 10.5.1.40/24 dev eth0");
    left.ip("addr add 2001:db8:51::40/64 dev eth0 nodad");

    // When
    install(both, 3);
    left.onLoop(() -> left.network.remove(both));

    // Then
    for (var address : List.of(IPV4, IPV6)) {
      assertThat(shown(address).get("valid_life_time").asLong()).isEqualTo(AddressOptions.FOREVER);
    }
  }

  @Test
  void aThousandAddressesAreRenewedInMilliseconds() {
    // Given
    var thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> "10.6.%d.%d".formatted(i / 250, i % 250 + 1))
            .map(text -> placed(InetAddress.ofLiteral(text), 32))
            .toList();
    install(thousand, 60);
    install(thousand, 60);

    // When
    long nanos =
        left.onLoop(
            () -> {
              long before = left.loop.nanoTime();
              left.network.install(thousand, 60);
              return left.loop.nanoTime() - before;
            });

    // Then
    assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(200));
  }

  private static PlacedAddress placed(InetAddress address, int prefixLength) {
    return placed(VirtualAddress.of(address, prefixLength));
  }

  private static PlacedAddress placed(VirtualAddress address) {
    return new PlacedAddress(index, address);
  }

  private static PlacedAddress labelled(InetAddress address, String label) {
    return placed(new VirtualAddress(address, 24, null, label, null, 0));
  }

  private static IpPrefix prefix(String address, int length) {
    return new IpPrefix(InetAddress.ofLiteral(address), length);
  }

  private static VirtualAddress with(
      InetAddress address, int prefixLength, IpPrefix peer, OptionalLong preferredSeconds) {
    var options =
        new AddressOptions(peer, false, false, true, preferredSeconds, false, false, false);
    return new VirtualAddress(address, prefixLength, null, null, null, 0, options);
  }

  private static void install(List<PlacedAddress> addresses, int lifetimeSeconds) {
    left.onLoop(() -> left.network.install(addresses, lifetimeSeconds));
  }

  private static Optional<JsonNode> find(InetAddress address) {
    return left.addressesOf("eth0").stream()
        .filter(a -> InetAddress.ofLiteral(a.get("local").asText()).equals(address))
        .findFirst();
  }

  private static JsonNode shown(InetAddress address) {
    return find(address).orElseThrow();
  }
}
