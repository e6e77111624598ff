package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.VirtualAddress;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Packets to refused addresses, sent by a neighbor.
class FirewallLinuxIT {

  private static final String NO_ANSWER = "100% packet loss";

  private final Vertx vertx = Vertx.vertx();
  private TestHost left;
  private TestHost right;
  private List<PlacedAddress> both;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    right.ip("addr add 10.5.0.2/24 dev eth0");
    right.ip("addr add 2001:db8:5::2/64 dev eth0 nodad");
    left.ip("addr add 10.5.0.1/24 dev eth0");
    left.ip("addr add 2001:db8:5::1/64 dev eth0 nodad");
    both = List.of(placed("10.5.0.40", 24), placed("2001:db8:5::40", 64));
    left.onLoop(() -> left.network.install(both, 0));
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @Test
  @Rfc("E12")
  void refusedAddressesDoNotAnswerAndOthersDo() {
    // Given
    // When
    refuse("VI_1", both);

    // Then
    assertThat(ping("10.5.0.40")).contains(NO_ANSWER);
    assertThat(ping("2001:db8:5::40")).contains(NO_ANSWER);
    assertThat(ping("10.5.0.1")).doesNotContain(NO_ANSWER);
    assertThat(ping("2001:db8:5::1")).doesNotContain(NO_ANSWER);
  }

  @Test
  @Rfc("E12")
  void neighborsStillLearnTheMacAddressOfRefusedAddresses() {
    // Given
    refuse("VI_1", both);

    // When
    ping("10.5.0.40");
    ping("2001:db8:5::40");

    // Then
    var mac = left.link("eth0").mac().toString();
    assertThat(right.ip("neigh show 10.5.0.40 dev eth0")).contains(mac);
    assertThat(right.ip("neigh show 2001:db8:5::40 dev eth0")).contains(mac);
  }

  @Test
  void anEmptyListLetsPacketsThroughAgainAndLeavesNothingBehind() {
    // Given
    refuse("VI_1", both);

    // When
    refuse("VI_1", List.of());

    // Then
    assertThat(ping("10.5.0.40")).doesNotContain(NO_ANSWER);
    assertThat(ping("2001:db8:5::40")).doesNotContain(NO_ANSWER);
    assertThat(left.exec("nft list ruleset")).isBlank();
  }

  @Test
  void instancesDoNotTouchEachOther() {
    // Given
    refuse("VI_1", both.subList(0, 1));
    refuse("second one, odd {name}", both.subList(1, 2));

    // When
    refuse("VI_1", List.of());

    // Then
    assertThat(ping("10.5.0.40")).doesNotContain(NO_ANSWER);
    assertThat(ping("2001:db8:5::40")).contains(NO_ANSWER);
  }

  @Test
  void aSecondCallReplacesTheFirst() {
    // Given
    refuse("VI_1", both);

    // When
    refuse("VI_1", both.subList(0, 1));

    // Then
    assertThat(ping("10.5.0.40")).contains(NO_ANSWER);
    assertThat(ping("2001:db8:5::40")).doesNotContain(NO_ANSWER);
  }

  @Test
  void whatAnEarlierProcessLeftGoesWithTheFirstCallAndOtherTablesStay() {
    // Given
    left.exec("nft add table inet other");
    left.onLoop(
        () -> {
          try (var earlier = new LinuxNetwork(left.loop)) {
            earlier.refusePackets("GONE", both.subList(1, 2));
          }
        });

    // When
    refuse("VI_1", both.subList(0, 1));

    // Then
    assertThat(left.exec("nft list tables")).contains("inet other");
    assertThat(left.exec("nft list table inet baton")).doesNotContain("GONE").contains("VI_1");
    assertThat(ping("2001:db8:5::40")).doesNotContain(NO_ANSWER);
  }

  @Test
  void rulesThatSomebodyFlushedAreSetAgain() {
    // Given
    refuse("VI_1", both);
    left.exec("nft flush ruleset");

    // When
    refuse("VI_1", both);

    // Then
    assertThat(ping("10.5.0.40")).contains(NO_ANSWER);
    left.exec("nft flush ruleset");
    assertThatCode(() -> refuse("VI_1", List.of())).doesNotThrowAnyException();
  }

  private void refuse(String instance, List<PlacedAddress> addresses) {
    left.onLoop(() -> left.network.refusePackets(instance, addresses));
  }

  /// What `ping` prints, whether anybody answers or not.
  private String ping(String address) {
    try {
      return right.exec("ping -c 1 -W 1 " + address);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private PlacedAddress placed(String address, int prefixLength) {
    var virtual = VirtualAddress.of(InetAddress.ofLiteral(address), prefixLength);
    return new PlacedAddress(left.link("eth0").index(), virtual);
  }
}
