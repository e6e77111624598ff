package io.baton.engine;

import static io.baton.engine.Segment.VIRTUAL;
import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.status;
import static io.baton.engine.Segment.told;
import static io.baton.engine.Segment.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.RealtimeConfig;
import io.baton.config.Secret;
import io.baton.config.Tracked;
import io.baton.config.TrackingConfig;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The engine's own rules, on simulated ports: what is accepted, what faults and trackers do, and
/// that one instance's trouble is its own.
class VrrpEngineTest {

  private final Segment segment = new Segment();

  @Test
  @Rfc("F3")
  void aLoneRouterTakesTheAddressAfterTheDownIntervalAndAnnouncesItTwice() {
    // Given
    var node = segment.node(1, config(instance(100)));

    // When
    node.start();
    segment.pass(3.60);
    var before = status(node).state();
    segment.pass(0.02);
    var after = status(node).state();
    segment.pass(6);

    // Then
    assertThat(before).isEqualTo(ReportedState.BACKUP);
    assertThat(after).isEqualTo(ReportedState.MASTER);
    assertThat(node.announced()).containsExactly("5 frames", "5 frames");
    assertThat(told(node)).containsExactly(ReportedState.BACKUP, ReportedState.MASTER);
  }

  @Test
  void aStopResignsSoThatTheBackupNeedsOnlyTheSkewTime() {
    // Given
    var active = segment.node(1, config(instance(200)));
    var backup = segment.node(2, config(instance(100)));
    active.start();
    backup.start();
    segment.pass(10);

    // When
    active.stop();
    segment.pass(0.60);
    var before = backup.isActive();
    segment.pass(0.02);

    // Then
    assertThat(before).isFalse();
    assertThat(backup.isActive()).isTrue();
    assertThat(backup.events().getLast().transition().reason()).hasToString("10.0.0.1 resigned");
  }

  @Test
  void aWrongPasswordIsRefusedAndCounted() {
    // Given
    var one = segment.node(1, config(instance(200).password(new Secret("right"))));
    var other = segment.node(2, config(instance(100).password(new Secret("wrong"))));

    // When
    one.start();
    other.start();
    segment.pass(10);

    // Then
    assertThat(one.isActive()).isTrue();
    assertThat(other.isActive()).isTrue();
    assertThat(status(one).counters().refused())
        .containsOnlyKeys(Refusal.AUTHENTICATION_FAILED)
        .hasEntrySatisfying(Refusal.AUTHENTICATION_FAILED, n -> assertThat(n).isPositive());
  }

  @Test
  void anotherIntervalIsRefusedInVersion2AndLearnedInVersion3() {
    // Given
    var two = Duration.ofSeconds(2);
    var v2 = segment.node(1, config(instance(200)));
    var v2Slow = segment.node(2, config(instance(100).advertInterval(two)));
    v2.start();
    v2Slow.start();
    segment.pass(20);
    var refused = status(v2Slow).counters().refused();
    v2.crash();
    v2Slow.crash();
    var v3 = segment.node(3, config(instance(200).version(VrrpVersion.V3).advertInterval(two)));
    var v3Fast = segment.node(4, config(instance(100).version(VrrpVersion.V3)));

    // When
    v3.start();
    v3Fast.start();
    segment.pass(20);

    // Then
    assertThat(refused).containsOnlyKeys(Refusal.INTERVAL_MISMATCH);
    assertThat(v3.isActive()).isTrue();
    assertThat(v3Fast.isActive()).isFalse();
    assertThat(status(v3Fast).counters().refused()).isEmpty();
  }

  @Test
  void aRouterWaitsForTheFirstAnswerOfItsCheckAndTellsNobody() {
    // Given
    var node = segment.node(1, tracking(0));

    // When
    node.start();
    segment.pass(10);
    var waiting = status(node);
    node.track(new TrackerResult(TrackerKey.script("check"), true, "exit code 0"));
    segment.pass(10);

    // Then
    assertThat(waiting.state()).isEqualTo(ReportedState.INIT);
    assertThat(waiting.faults()).containsExactly("script check has not answered yet");
    assertThat(told(node))
        .containsExactly(ReportedState.INIT, ReportedState.BACKUP, ReportedState.MASTER);
  }

  @Test
  void aFailingCheckWithoutWeightIsAFaultWithItsEvidence() {
    // Given
    var node = segment.node(1, tracking(0));
    node.start();
    node.track(new TrackerResult(TrackerKey.script("check"), true, "exit code 0"));
    segment.pass(10);

    // When
    node.track(new TrackerResult(TrackerKey.script("check"), false, "exit code 1"));
    segment.pass(1);
    var faulted = status(node);
    var holdsThen = node.isActive();
    node.track(new TrackerResult(TrackerKey.script("check"), true, "exit code 0"));
    segment.pass(10);

    // Then
    assertThat(faulted.state()).isEqualTo(ReportedState.FAULT);
    assertThat(faulted.reason()).isEqualTo("script check failed: exit code 1");
    assertThat(faulted.counters().resignsSent()).isEqualTo(1);
    assertThat(holdsThen).isFalse();
    assertThat(node.isActive()).isTrue();
  }

  @Test
  void aWeightMovesThePriorityAndWithItTheElection() {
    // Given
    var checked = segment.node(1, tracking(-30));
    var other = segment.node(2, config(instance(90)));
    checked.start();
    other.start();
    checked.track(new TrackerResult(TrackerKey.script("check"), true, ""));
    segment.pass(10);
    var first = checked.isActive();

    // When
    checked.track(new TrackerResult(TrackerKey.script("check"), false, "exit code 1"));
    segment.pass(5);

    // Then
    assertThat(first).isTrue();
    assertThat(status(checked).priority().value()).isEqualTo(70);
    assertThat(checked.isActive()).isFalse();
    assertThat(other.isActive()).isTrue();
    assertThat(told(checked)).doesNotContain(ReportedState.FAULT);
  }

  @Test
  void anInstanceOnAMissingInterfaceWaitsInFaultAndTheOthersRun() {
    // Given
    var missing =
        InstanceConfig.named("VI_2")
            .interfaceName("eth9")
            .virtualRouterId(52)
            .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral("10.1.0.100"), 24)))
            .build();
    var both =
        new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(instance(100).build(), missing));
    var node = segment.node(1, both);

    // When
    node.start();
    segment.pass(10);
    var waiting = node.engine().status().get(1);
    node.addLink("eth9", "10.1.0.1");
    segment.pass(10);

    // Then
    assertThat(status(node).state()).isEqualTo(ReportedState.MASTER);
    assertThat(waiting.state()).isEqualTo(ReportedState.FAULT);
    assertThat(waiting.faults()).containsExactly("interface eth9 does not exist");
    assertThat(node.engine().status().get(1).state()).isEqualTo(ReportedState.MASTER);
  }

  @Test
  void aChannelThatCannotBeOpenedIsTriedAgain() {
    // Given
    var node = segment.node(1, config(instance(100)));
    node.refuseChannels(true);
    node.start();
    segment.pass(10);
    var refused = status(node);

    // When
    node.refuseChannels(false);
    segment.pass(10);

    // Then
    assertThat(refused.state()).isEqualTo(ReportedState.FAULT);
    assertThat(refused.reason()).contains("no socket on interface eth0");
    assertThat(node.isActive()).isTrue();
  }

  @Test
  void anErrorOfOursCostsOneInstanceItsAddressesAndNobodyElseAnything() {
    // Given
    var second =
        InstanceConfig.named("VI_2")
            .interfaceName(SimulatedNode.INTERFACE)
            .virtualRouterId(52)
            .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral("10.0.0.101"), 24)))
            .build();
    var both =
        new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(instance(100).build(), second));
    var node = segment.node(1, both);
    node.breakInstalling(VIRTUAL);

    // When
    node.start();
    segment.pass(10);

    // Then
    assertThat(status(node).state()).isEqualTo(ReportedState.FAULT);
    assertThat(status(node).reason()).contains("internal error in VI_1");
    assertThat(node.engine().status().get(1).state()).isEqualTo(ReportedState.MASTER);
    node.assertConsistent();
  }

  @Test
  void eventsOfAnInstanceAreNumberedWithoutGaps() {
    // Given
    var node = segment.node(1, tracking(0));
    node.start();

    // When
    for (int i = 0; i < 5; i++) {
      node.track(new TrackerResult(TrackerKey.script("check"), i % 2 == 0, ""));
      segment.pass(5);
    }

    // Then
    var numbers =
        node.told().stream()
            .filter(event -> !(event instanceof NodeEvent))
            .map(
                event ->
                    switch (event) {
                      case StateEvent state -> state.sequence();
                      case Observation observation -> observation.sequence();
                      case NodeEvent _ -> 0L;
                    })
            .toList();
    assertThat(numbers).hasSizeGreaterThan(6).isSorted().doesNotHaveDuplicates();
    assertThat(numbers.getLast()).isEqualTo(numbers.size());
    assertThat(node.told(NodeEvent.TrackerChanged.class)).hasSize(4);
  }

  @Test
  void theStartupDelayKeepsARouterSilentAndWithoutAState() {
    // Given
    var global =
        new GlobalConfig(
            null,
            null,
            false,
            null,
            Duration.ofSeconds(10),
            Duration.ZERO,
            Duration.ZERO,
            List.of(),
            RealtimeConfig.NONE,
            List.of());
    var delayed = new BatonConfig(global, List.of(), List.of(instance(255).build()));
    var node = segment.node(1, delayed);

    // When
    node.start();
    segment.pass(9.9);
    var before = status(node);
    segment.pass(0.2);

    // Then
    assertThat(before.state()).isEqualTo(ReportedState.STOP);
    assertThat(before.counters().sent()).isZero();
    assertThat(node.isActive()).isTrue();
  }

  @Test
  void aTrackedInterfaceWithAWeightMovesThePriority() {
    // Given
    var interfaces = List.of(new Tracked("eth9", -40, null));
    var tracking = new TrackingConfig(interfaces, List.of(), List.of(), List.of(), true);
    var node = segment.node(1, config(instance(100).tracking(tracking)));

    // When
    node.start();
    segment.pass(1);
    var without = status(node).priority();
    node.addLink("eth9", "10.1.0.1");
    segment.pass(1);

    // Then
    assertThat(without.value()).isEqualTo(60);
    assertThat(status(node).priority().value()).isEqualTo(100);
  }

  @Test
  void announcementsKeepTheirLeastGap() {
    // Given
    var global =
        new GlobalConfig(
            null,
            null,
            false,
            null,
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ZERO,
            List.of(),
            RealtimeConfig.NONE,
            List.of());
    var node = segment.node(1, new BatonConfig(global, List.of(), List.of(instance(255).build())));

    // When
    node.start();
    segment.pass(0.35);
    var early = node.announced().size();
    segment.pass(0.1);

    // Then
    assertThat(early).isEqualTo(4);
    assertThat(node.announced()).hasSize(5).containsOnly("1 frames");
  }
}
