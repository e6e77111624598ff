package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.engine.Link;
import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.VirtualAddress;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Addresses put on an interface and taken away again, as `ip` sees them.
class AddressTableLinuxIT {

  private static final int SCOPE_LINK = 253;

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
    left.ip("addr flush dev eth0 scope link to 10.0.0.0/8");
  }

  @Test
  void anInstalledAddressHasItsLabelBroadcastScopeAndMark() {
    // Given
    var address =
        new VirtualAddress(
            InetAddress.ofLiteral("10.5.0.40"),
            24,
            null,
            "eth0:vip",
            InetAddress.ofLiteral("10.5.0.255"),
            SCOPE_LINK);

    // When
    install(left, List.of(placed(address)));

    // Then
    var shown = find("10.5.0.40").getFirst();
    assertThat(shown.get("prefixlen").asInt()).isEqualTo(24);
    assertThat(shown.get("label").asText()).isEqualTo("eth0:vip");
    assertThat(shown.get("broadcast").asText()).isEqualTo("10.5.0.255");
    assertThat(shown.get("scope").asText()).isEqualTo("link");
    assertThat(linkAddress("10.5.0.40").ours()).isTrue();
  }

  @Test
  @Rfc("F7")
  void anInstalledIpv6AddressIsUsableAtOnce() {
    // Given
    var address = VirtualAddress.of(InetAddress.ofLiteral("2001:db8:5::40"), 64);
    left.sysctl("net.ipv6.conf.eth0.accept_dad", 1);

    // When
    install(left, List.of(placed(address)));

    // Then
    var shown = find("2001:db8:5::40").getFirst();
    assertThat(shown.get("nodad").asBoolean()).isTrue();
    assertThat(linkAddress("2001:db8:5::40").ours()).isTrue();
  }

  @Test
  void removeTakesAwayWhatInstallPutThere() {
    // Given
    var both = List.of(placed("10.5.0.41", 32), placed("2001:db8:5::41", 128));
    install(left, both);

    // When
    remove(left, both);

    // Then
    assertThat(find("10.5.0.41")).isEmpty();
    assertThat(find("2001:db8:5::41")).isEmpty();
  }

  @Test
  void whatIsThereAlreadyOrNotThereIsNoFailure() {
    // Given
    var addresses = List.of(placed("10.5.0.42", 32), placed("2001:db8:5::42", 128));

    // When
    // Then
    assertThatCode(
            () -> {
              remove(left, addresses);
              install(left, addresses);
              install(left, addresses);
              remove(left, addresses);
              remove(left, addresses);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void anAddressOfTheAdministratorStaysEvenAfterInstall() {
    // Given
    left.ip("addr add 10.5.0.43/32 dev eth0");
    left.ip("addr add 2001:db8:5::43/128 dev eth0 nodad");
    var addresses = List.of(placed("10.5.0.43", 32), placed("2001:db8:5::43", 128));

    // When
    install(left, addresses);
    remove(left, addresses);

    // Then
    assertThat(find("10.5.0.43")).hasSize(1);
    assertThat(find("2001:db8:5::43")).hasSize(1);
  }

  @Test
  void aMarkedAddressThatAnEarlierProcessLeftIsRemoved() {
    // Given
    var addresses = List.of(placed("10.5.0.44", 32), placed("2001:db8:5::44", 128));
    left.onLoop(
        () -> {
          try (var earlier = new LinuxNetwork(left.loop)) {
            earlier.install(addresses, 0);
          }
        });

    // When
    remove(left, addresses);

    // Then
    assertThat(find("10.5.0.44")).isEmpty();
    assertThat(find("2001:db8:5::44")).isEmpty();
  }

  @Test
  void aThousandAddressesGoInAndOutInOneCall() {
    // Given
    var thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> placed("10.6.%d.%d".formatted(i / 250, i % 250 + 1), 32))
            .toList();

    // When
    install(left, thousand);
    int held = find("10.6.").size();
    remove(left, thousand);

    // Then
    assertThat(held).isEqualTo(1000);
    assertThat(find("10.6.")).isEmpty();
  }

  @Test
  void everyFailedAddressIsNamedAndTheOthersAreInstalled() {
    // Given
    var good = placed("10.5.0.45", 32);
    var noInterface = new PlacedAddress(9999, good.address());
    var noUnicast = placed("ff02::77", 128);
    var alsoGood = placed("10.5.0.46", 32);

    // When
    // Then
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> install(left, List.of(noInterface, good, noUnicast, alsoGood)))
        .withMessageContaining("add 10.5.0.45/32 to interface 9999: ENODEV")
        .withMessageContaining("add ff02::77/128 to eth0: E");
    assertThat(find("10.5.0.4")).hasSize(2);
  }

  @Test
  void addressesOfAnInterfaceThatIsGoneAreNoFailureToRemove() {
    // Given
    left.ip("link add gone0 type veth peer name gone1");
    var address = VirtualAddress.of(InetAddress.ofLiteral("10.5.0.47"), 32);
    var onGone = List.of(new PlacedAddress(left.link("gone0").index(), address));
    install(left, onGone);
    left.ip("link del gone0");

    // When
    // Then
    assertThatCode(() -> remove(left, onGone)).doesNotThrowAnyException();
  }

  private static PlacedAddress placed(String address, int prefixLength) {
    return placed(VirtualAddress.of(InetAddress.ofLiteral(address), prefixLength));
  }

  private static PlacedAddress placed(VirtualAddress address) {
    return new PlacedAddress(index, address);
  }

  private static void install(TestHost host, List<PlacedAddress> addresses) {
    host.onLoop(() -> host.network.install(addresses, 0));
  }

  private static void remove(TestHost host, List<PlacedAddress> addresses) {
    host.onLoop(() -> host.network.remove(addresses));
  }

  private static List<JsonNode> find(String prefix) {
    return left.addressesOf("eth0").stream()
        .filter(address -> address.get("local").asText().startsWith(prefix))
        .toList();
  }

  private static Link.LinkAddress linkAddress(String address) {
    return Stream.of(left.link("eth0"))
        .flatMap(link -> link.addresses().stream())
        .filter(a -> a.address().equals(InetAddress.ofLiteral(address)))
        .findFirst()
        .orElseThrow();
  }
}
