package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.NetworkPort.Claim;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.baton.wire.GratuitousArp;
import io.baton.wire.NeighborAdvertisement;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Claims of our addresses by a neighbor.
class AddressConflictsLinuxIT {

  private static final InetAddress OURS = InetAddress.ofLiteral("10.5.0.40");
  private static final InetAddress ALSO_OURS = InetAddress.ofLiteral("10.5.0.41");
  private static final InetAddress FOREIGN = InetAddress.ofLiteral("10.5.0.99");
  private static final InetAddress OURS6 = InetAddress.ofLiteral("fd00:5::40");
  private static final InetAddress FOREIGN6 = InetAddress.ofLiteral("fd00:6::40");
  private static final MacAddress INTRUDER = new MacAddress(0x0200_0000_0001L);
  private static final MacAddress VIRTUAL = new MacAddress(0x0000_5e00_0133L);

  private final Vertx vertx = Vertx.vertx();
  private final List<Claim> conflicts = new CopyOnWriteArrayList<>();
  private TestHost left;
  private TestHost right;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @Test
  void foreignClaimsOfOurAddressesAreToldAndNothingElse() {
    // Given
    var open = listen();

    // When
    claim(INTRUDER, FOREIGN);
    claim(VIRTUAL, OURS);
    claim(left.link("eth0").mac(), OURS);
    claim(INTRUDER, OURS);
    claim(INTRUDER, ALSO_OURS);

    // Then
    await().until(() -> conflicts.size() >= 2);
    assertThat(conflicts)
        .containsExactly(new Claim(OURS, INTRUDER), new Claim(ALSO_OURS, INTRUDER));
    left.onLoop(open::close);
  }

  @Test
  void oneHundredClaimsAtOnceAreAllTold() {
    // Given
    var open = listen();
    int index = right.link("eth0").index();
    byte[] frame = GratuitousArp.frame(INTRUDER, OURS);

    // When
    right.onLoop(
        () -> {
          for (int i = 0; i < 100; i++) {
            right.network.sendFrames(index, List.of(frame));
          }
        });

    // Then
    await().until(() -> conflicts.size() == 100);
    left.onLoop(open::close);
  }

  @Test
  void foreignNeighborAdvertisementsForOurAddressesAreToldAndNothingElse() {
    // Given
    var open = listen();

    // When
    claim(INTRUDER, FOREIGN6);
    claim(VIRTUAL, OURS6);
    claim(left.link("eth0").mac(), OURS6);
    claim(INTRUDER, OURS6);
    claim(INTRUDER, OURS);

    // Then
    await().until(() -> conflicts.size() >= 2);
    assertThat(conflicts)
        .containsExactlyInAnyOrder(new Claim(OURS6, INTRUDER), new Claim(OURS, INTRUDER));
    left.onLoop(open::close);
  }

  @Test
  void whatIsListenedForCanChange() {
    // Given
    var open = listen();
    left.onLoop(() -> open.listenFor(Set.of(ALSO_OURS), Set.of()));

    // When
    claim(INTRUDER, OURS);
    claim(INTRUDER, ALSO_OURS);

    // Then
    await().until(() -> !conflicts.isEmpty());
    assertThat(conflicts).containsExactly(new Claim(ALSO_OURS, INTRUDER));
    left.onLoop(open::close);
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    // Given
    var first = listen();
    left.onLoop(first::close);
    var second = listen();

    // When
    claim(INTRUDER, OURS);

    // Then
    await().until(() -> !conflicts.isEmpty());
    assertThat(conflicts).hasSize(1);
    left.onLoop(second::close);
  }

  private AddressConflicts listen() {
    var link = left.link("eth0");
    return left.onLoop(
        () -> {
          var opened = AddressConflicts.open(left.loop, link, conflicts::add);
          opened.listenFor(Set.of(OURS, ALSO_OURS, OURS6), Set.of(link.mac(), VIRTUAL));
          return opened;
        });
  }

  private void claim(MacAddress mac, InetAddress address) {
    int index = right.link("eth0").index();
    var frame =
        AddressFamily.of(address) == AddressFamily.IPV4
            ? GratuitousArp.frame(mac, address)
            : NeighborAdvertisement.frame(mac, address, true);
    var frames = List.of(frame);
    right.onLoop(() -> right.network.sendFrames(index, frames));
  }
}
