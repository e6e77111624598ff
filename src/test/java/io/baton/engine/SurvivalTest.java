package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// What is left after a crash, a deletion or a partition, on simulated ports.
class SurvivalTest {

  private static final long SECOND = 1_000_000_000L;
  private static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.0.0.100");

  private final SimulatedTime time = new SimulatedTime();
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final SimulatedLan lan = new SimulatedLan(time, random);

  private static InstanceConfig.Builder instance(int priority) {
    return InstanceConfig.named("VI_1")
        .interfaceName(SimulatedNode.INTERFACE)
        .virtualRouterId(51)
        .priority(priority)
        .addresses(List.of(VirtualAddress.of(VIRTUAL, 24)));
  }

  private static BatonConfig config(InstanceConfig.Builder instance) {
    return new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(instance.build()));
  }

  private SimulatedNode node(int number, BatonConfig config) {
    var own = InetAddress.ofLiteral("10.0.0." + number);
    return new SimulatedNode("node" + number, time, lan, own, config);
  }

  private void pass(double seconds) {
    time.runUntil(time.now() + (long) (seconds * SECOND), () -> {});
  }

  private static InstanceStatus status(SimulatedNode node) {
    return node.engine().status().getFirst();
  }

  private static List<ReportedState> told(SimulatedNode node) {
    return node.events().stream().map(e -> e.transition().to()).toList();
  }

  @Test
  void addressesOfADeadProcessAreGoneBeforeABackupTakesOver() {
    // Given
    var active = node(1, config(instance(200)));
    var backup = node(2, config(instance(100)));
    active.start();
    backup.start();
    pass(20);

    // When
    active.kill();
    pass(3.0);
    var heldThen = List.copyOf(active.heldAddresses());
    pass(0.7);

    // Then
    assertThat(heldThen).isEmpty();
    assertThat(backup.isActive()).isTrue();
  }

  @Test
  void addressesOfALivingRouterAreRenewedForEver() {
    // Given
    var node = node(1, config(instance(200)));

    // When
    node.start();
    pass(4);
    var everMissing = new boolean[1];
    time.runUntil(time.now() + 60 * SECOND, () -> everMissing[0] |= node.heldAddresses().isEmpty());

    // Then
    assertThat(everMissing[0]).isFalse();
  }

  @Test
  void aShortRestartResumesWithoutAGap() {
    // Given
    var active = node(1, config(instance(200)));
    var backup = node(2, config(instance(100)));
    active.start();
    backup.start();
    pass(20);

    // When
    active.kill();
    pass(1.0);
    active.start();
    pass(10);

    // Then
    assertThat(active.isActive()).isTrue();
    assertThat(active.events().getLast().transition().reason().toString()).contains("resumes");
    assertThat(told(backup)).containsExactly(ReportedState.BACKUP);
  }

  @Test
  void aLongRestartListensFirst() {
    // Given
    var active = node(1, config(instance(200)));
    active.start();
    pass(20);

    // When
    active.kill();
    pass(4);
    active.start();
    pass(0.1);

    // Then
    assertThat(status(active).state()).isEqualTo(ReportedState.BACKUP);
  }

  @Test
  void aDeletedAddressIsPutBackWithoutLeavingTheRole() {
    // Given
    var node = node(1, config(instance(200)));
    node.start();
    pass(20);
    int announcedBefore = node.announced().size();

    // When
    node.deleteAddress(VIRTUAL);

    // Then
    assertThat(node.heldAddresses()).containsExactly(VIRTUAL);
    assertThat(status(node).addressesRestored()).isEqualTo(1);
    assertThat(node.announced()).hasSize(announcedBefore + 1);
    assertThat(told(node)).containsExactly(ReportedState.BACKUP, ReportedState.MASTER);
  }

  @Test
  void theWinnerOfAHealedPartitionAnnouncesWithinAnInterval() {
    // Given
    var winner = node(1, config(instance(200)));
    var loser = node(2, config(instance(100)));
    winner.start();
    loser.start();
    pass(20);
    lan.partition(Set.of(loser));
    pass(6);
    var bothActive = winner.isActive() && loser.isActive();
    int announcedBefore = winner.announced().size();

    // When
    lan.heal();
    pass(1.02);

    // Then
    assertThat(bothActive).isTrue();
    assertThat(loser.isActive()).isFalse();
    assertThat(winner.announced()).hasSizeGreaterThan(announcedBefore);
    assertThat(status(winner).secondActiveHeard()).isPositive();
  }
}
