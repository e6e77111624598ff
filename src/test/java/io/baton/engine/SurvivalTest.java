package io.baton.engine;

import static io.baton.engine.Segment.SECOND;
import static io.baton.engine.Segment.VIRTUAL;
import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.status;
import static io.baton.engine.Segment.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Rfc;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is left after a crash, a deletion or a partition, on simulated ports.
class SurvivalTest {

  private final Segment segment = new Segment();

  @Test
  @Rfc("H5")
  void addressesOfADeadProcessAreGoneBeforeABackupTakesOver() {
    // Given
    var active = segment.node(1, config(instance(200)));
    var backup = segment.node(2, config(instance(100)));
    active.start();
    backup.start();
    segment.pass(20);

    // When
    active.kill();
    segment.pass(3.0);
    var heldThen = List.copyOf(active.heldAddresses());
    segment.pass(0.7);

    // Then
    assertThat(heldThen).isEmpty();
    assertThat(backup.isActive()).isTrue();
  }

  @Test
  void addressesOfALivingRouterAreRenewedForEver() {
    // Given
    var node = segment.node(1, config(instance(200)));

    // When
    node.start();
    segment.pass(4);
    var everMissing = new boolean[1];
    segment
        .time()
        .runUntil(
            segment.time().now() + 60 * SECOND,
            () -> everMissing[0] |= node.heldAddresses().isEmpty());

    // Then
    assertThat(everMissing[0]).isFalse();
  }

  @Test
  void aShortRestartResumesWithoutAGap() {
    // Given
    var active = segment.node(1, config(instance(200)));
    var backup = segment.node(2, config(instance(100)));
    active.start();
    backup.start();
    segment.pass(20);

    // When
    active.kill();
    segment.pass(1.0);
    active.start();
    segment.pass(10);

    // Then
    assertThat(active.isActive()).isTrue();
    assertThat(active.events().getLast().transition().reason().toString()).contains("resumes");
    assertThat(told(backup)).containsExactly(ReportedState.BACKUP);
  }

  @Test
  void aLongRestartListensFirst() {
    // Given
    var active = segment.node(1, config(instance(200)));
    active.start();
    segment.pass(20);

    // When
    active.kill();
    segment.pass(4);
    active.start();
    segment.pass(0.1);

    // Then
    assertThat(status(active).state()).isEqualTo(ReportedState.BACKUP);
  }

  @Test
  @Rfc("H6")
  void aDeletedAddressIsPutBackWithoutLeavingTheRole() {
    // Given
    var node = segment.node(1, config(instance(200)));
    node.start();
    segment.pass(20);
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
  @Rfc("H1")
  void theWinnerOfAHealedPartitionAnnouncesWithinAnInterval() {
    // Given
    var winner = segment.node(1, config(instance(200)));
    var loser = segment.node(2, config(instance(100)));
    winner.start();
    loser.start();
    segment.pass(20);
    segment.lan().partition(Set.of(loser));
    segment.pass(6);
    var bothActive = winner.isActive() && loser.isActive();
    int announcedBefore = winner.announced().size();

    // When
    segment.lan().heal();
    segment.pass(1.02);

    // Then
    assertThat(bothActive).isTrue();
    assertThat(loser.isActive()).isFalse();
    assertThat(winner.announced()).hasSizeGreaterThan(announcedBefore);
    assertThat(status(winner).secondActiveHeard()).isPositive();
  }
}
