package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.NotifyConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.StaticConfig;
import io.baton.config.SyncGroupConfig;
import io.baton.config.TrackedScript;
import io.baton.config.TrackingConfig;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Two instances in a sync group, on two nodes.
class SyncGroupTest {

  private static final TrackerKey CHECK = TrackerKey.script("check");

  private final SimulatedTime time = new SimulatedTime();
  private final SimulatedLan lan =
      new SimulatedLan(time, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
  private final SimulatedNode better = node(1, 200);
  private final SimulatedNode other = node(2, 100);

  private static InstanceConfig instance(String name, int vrid, int priority, String check) {
    var checks = List.of(new TrackedScript(check, null, null));
    return InstanceConfig.named(name)
        .interfaceName(SimulatedNode.INTERFACE)
        .virtualRouterId(vrid)
        .priority(priority)
        .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral("10.0.0." + (100 + vrid)), 24)))
        .trackScripts(vrid == 1 ? checks : List.of())
        .build();
  }

  private SimulatedNode node(int number, int priority) {
    var script =
        new ScriptConfig(
            "check",
            new Command(List.of("true"), null),
            Duration.ofSeconds(1),
            Duration.ZERO,
            0,
            false,
            1,
            1,
            false);
    var group =
        new SyncGroupConfig(
            "G1",
            List.of("VI_1", "VI_2"),
            List.of(),
            TrackingConfig.DEFAULT,
            false,
            NotifyConfig.NONE);
    var config =
        new BatonConfig(
            GlobalConfig.DEFAULT,
            List.of(script),
            List.of(),
            List.of(),
            List.of(),
            List.of(instance("VI_1", 1, priority, "check"), instance("VI_2", 2, priority, "check")),
            List.of(group),
            StaticConfig.NONE);
    var own = InetAddress.ofLiteral("10.0.0." + number);
    return new SimulatedNode("node" + number, time, lan, own, config);
  }

  private void pass(double seconds) {
    time.runUntil(time.now() + (long) (seconds * 1e9), this::assertNeverSplitForLong);
  }

  /// Members of one group differ only within a step, never between events.
  private void assertNeverSplitForLong() {
    for (var node : List.of(better, other)) {
      if (node.isAlive()) {
        var active = states(node).stream().filter(s -> s == ReportedState.MASTER).count();
        assertThat(active).as("active members of %s", node).isIn(0L, 2L);
      }
    }
  }

  private void startBoth() {
    better.start();
    other.start();
    better.track(new TrackerResult(CHECK, true, "exit code 0"));
    other.track(new TrackerResult(CHECK, true, "exit code 0"));
    pass(20);
  }

  private static List<ReportedState> states(SimulatedNode node) {
    return node.engine().status().stream().map(InstanceStatus::state).toList();
  }

  private static List<ReportedState> groupTold(SimulatedNode node) {
    return node.groupEvents().stream().map(e -> e.transition().to()).toList();
  }

  @Test
  void theMembersBecomeActiveTogether() {
    // Given / When
    startBoth();

    // Then
    assertThat(states(better)).containsOnly(ReportedState.MASTER);
    assertThat(states(other)).containsOnly(ReportedState.BACKUP);
    assertThat(groupTold(better)).containsExactly(ReportedState.BACKUP, ReportedState.MASTER);
    assertThat(groupTold(other)).containsExactly(ReportedState.BACKUP);
  }

  @Test
  void aFaultOfOneMemberTakesAllOutAndTheOtherNodeTakesAllOver() {
    // Given
    startBoth();

    // When
    better.track(new TrackerResult(CHECK, false, "exit code 1"));
    pass(2);
    var during = states(better);
    var takenOver = states(other);
    better.track(new TrackerResult(CHECK, true, "exit code 0"));
    pass(20);

    // Then
    assertThat(during).containsOnly(ReportedState.FAULT);
    assertThat(takenOver).containsOnly(ReportedState.MASTER);
    assertThat(states(better)).containsOnly(ReportedState.MASTER);
    assertThat(groupTold(better))
        .containsExactly(
            ReportedState.BACKUP,
            ReportedState.MASTER,
            ReportedState.FAULT,
            ReportedState.BACKUP,
            ReportedState.MASTER);
  }

  @Test
  void aMemberThatWaitsForItsFirstAnswerHoldsTheOthersBack() {
    // Given
    better.start();

    // When
    pass(20);

    // Then
    assertThat(states(better)).containsOnly(ReportedState.INIT);
    assertThat(better.groupEvents()).isEmpty();
  }

  @Test
  void anOrderlyStopHandsAllOver() {
    // Given
    startBoth();

    // When
    better.stop();
    pass(1);

    // Then
    assertThat(states(other)).containsOnly(ReportedState.MASTER);
    assertThat(groupTold(better)).last().isEqualTo(ReportedState.STOP);
  }
}
