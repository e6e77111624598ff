package io.baton.engine;

import static io.baton.engine.Segment.VIRTUAL;
import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.status;
import static io.baton.engine.Segment.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.TrackedScript;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A running engine takes another configuration, and orders of operators.
class ReconfigurationTest {

  private static final VirtualAddress SECOND =
      VirtualAddress.of(InetAddress.ofLiteral("10.0.0.101"), 24);
  private static final VirtualAddress FIRST = VirtualAddress.of(VIRTUAL, 24);

  private final Segment segment = new Segment();

  @Test
  void aChangedPriorityKeepsTheRoleAndLosesItOnlyByElection() {
    // Given
    var one = started(1, config(instance(200)));
    var two = started(2, config(instance(100)));

    // When
    one.reload(config(instance(50)));
    var atOnce = one.isActive();
    segment.pass(4);

    // Then
    assertThat(atOnce).isTrue();
    assertThat(two.isActive()).isTrue();
    assertThat(told(one))
        .containsExactly(ReportedState.BACKUP, ReportedState.MASTER, ReportedState.BACKUP);
  }

  @Test
  void whatThePlanDoesNotNameIsNotTouched() {
    // Given
    var untouched = instance(200).build();
    var node = started(1, both(untouched, other(100, 52, List.of(SECOND))));
    segment.pass(10);
    long frames = node.announced().size();
    var before = status(node).counters();

    // When
    node.reload(both(untouched, other(90, 52, List.of(SECOND))));
    node.reload(both(untouched, other(90, 53, List.of(SECOND))));
    var after = status(node).counters();
    node.reload(new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(untouched)));

    // Then
    assertThat(after.sent()).isEqualTo(before.sent());
    assertThat(node.announced()).hasSize((int) frames);
    assertThat(node.heldAddresses()).containsExactly(VIRTUAL);
    assertThat(node.told(Observation.InstanceDeleted.class)).hasSize(1);
  }

  @Test
  void anAddressThatMovesBetweenActiveInstancesIsNeverAbsent() {
    // Given
    var node = started(1, both(instance(200).build(), other(100, 52, List.of(SECOND))));
    segment.pass(10);

    // When
    var moved = instance(200).addresses(List.of(SECOND)).build();
    node.reload(both(moved, other(100, 52, List.of(FIRST))));

    // Then: SimulatedNode.reload has watched every removal
    assertThat(node.heldAddresses()).containsExactlyInAnyOrder(VIRTUAL, SECOND.address());
    node.assertConsistent();
  }

  @Test
  void aSocketThatIsRefusedLeavesTheOldConfigurationRunning() {
    // Given
    var node = started(1, config(instance(200)));
    segment.pass(10);
    node.refuseChannels(true);

    // When
    var sixth = VirtualAddress.of(InetAddress.ofLiteral("fe80::100"), 64);
    var retuned = instance(150).addresses(List.of(FIRST, SECOND)).build();
    var result = node.reload(both(retuned, other(100, 52, List.of(sixth))));

    // Then
    assertThat(result.failure()).contains("EMFILE");
    assertThat(node.heldAddresses()).containsExactly(VIRTUAL);
    assertThat(status(node).priority().value()).isEqualTo(200);
    assertThat(node.isActive()).isTrue();
  }

  @Test
  void aTrackerThatIsNewToARunningRouterCountsAsGoodUntilItAnswers() {
    // Given
    var node = started(1, config(instance(200)));
    segment.pass(10);
    var tracked = instance(200).trackScripts(List.of(new TrackedScript("chk", null, null)));
    var next = new BatonConfig(GlobalConfig.DEFAULT, List.of(script()), List.of(tracked.build()));

    // When
    node.reload(next);
    segment.pass(5);
    var waiting = node.isActive();
    node.track(new TrackerResult(TrackerKey.script("chk"), false, "exit code 1"));

    // Then
    assertThat(waiting).isTrue();
    assertThat(status(node).state()).isEqualTo(ReportedState.FAULT);
  }

  @Test
  void aRouterThatResignsByOrderLeavesTheRoleToItsSuccessorWhileThatIsHeard() {
    // Given
    var one = started(1, config(instance(200)));
    var two = started(2, config(instance(100)));
    segment.pass(10);

    // When
    one.engine().orders().resign(List.of("VI_1"), "alice", "upgrade");
    segment.pass(30);
    var after = two.isActive() && !one.isActive();
    two.crash();
    segment.pass(4);

    // Then
    assertThat(after).isTrue();
    assertThat(one.isActive()).isTrue();
    assertThat(one.events().get(2).transition().reason())
        .hasToString("alice had it resign: upgrade");
  }

  @Test
  void aDrainedRouterStaysOutAndIsInStopUntilItIsUndrained() {
    // Given
    var one = started(1, config(instance(200)));
    var two = started(2, config(instance(100)));
    segment.pass(10);

    // When
    one.engine().drain(Map.of("VI_1", new DrainOrder("bob", "disk", Instant.EPOCH, null)));
    segment.pass(0.62);
    var taken = two.isActive();
    two.crash();
    segment.pass(20);
    var drained = status(one).state();
    one.engine().drain(Map.of());
    segment.pass(4);

    // Then
    assertThat(taken).isTrue();
    assertThat(drained).isEqualTo(ReportedState.STOP);
    assertThat(one.isActive()).isTrue();
  }

  @Test
  void anInstanceAddedToADrainedNodeIsDrainedToo() {
    // Given
    var node = started(1, config(instance(200)));
    node.engine()
        .drain(Map.of(DrainOrder.EVERYBODY, new DrainOrder("bob", "disk", Instant.EPOCH, null)));

    // When
    node.reload(both(instance(200).build(), other(100, 52, List.of(SECOND))));
    segment.pass(10);
    var whileDrained = List.copyOf(node.heldAddresses());
    node.engine().drain(Map.of());
    segment.pass(10);

    // Then
    assertThat(whileDrained).isEmpty();
    assertThat(node.heldAddresses()).containsExactlyInAnyOrder(VIRTUAL, SECOND.address());
  }

  @Test
  void eventsOfAnInstanceThatIsReplacedOrComesBackGoOnWithTheirNumbers() {
    // Given
    var node = started(1, config(instance(200)));
    segment.pass(10);

    // When
    node.reload(config(instance(200).virtualRouterId(52)));
    segment.pass(10);
    node.reload(BatonConfig.EMPTY);
    segment.pass(10);
    node.reload(config(instance(200)));
    segment.pass(10);

    // Then
    var sequences = node.events().stream().map(TransitionEvent::sequence).toList();
    var epochs = node.events().stream().map(TransitionEvent::epoch).toList();
    assertThat(sequences).hasSizeGreaterThanOrEqualTo(7).doesNotHaveDuplicates().isSorted();
    assertThat(sequences)
        .doesNotContain(node.told(Observation.InstanceDeleted.class).getFirst().sequence());
    assertThat(epochs.stream().filter(epoch -> epoch > 0).distinct().count()).isEqualTo(3);
    assertThat(epochs.subList(1, epochs.size())).doesNotContain(0L).isSorted();
  }

  @Test
  void aRenamedInstanceKeepsItsRoleItsAddressesAndItsNumbers() {
    // Given
    var node = started(1, config(instance(200)));
    segment.pass(10);
    var sent = status(node).counters().sent();
    var renamed =
        InstanceConfig.named("VI_NEW")
            .interfaceName(SimulatedNode.INTERFACE)
            .virtualRouterId(51)
            .priority(200)
            .accept(false)
            .addresses(List.of(FIRST))
            .build();

    // When
    node.reload(new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(renamed)));
    var sentAfter = status(node).counters().sent();
    var heldAfter = List.copyOf(node.heldAddresses());
    node.reload(BatonConfig.EMPTY);

    // Then
    assertThat(sentAfter).isEqualTo(sent);
    assertThat(heldAfter).containsExactly(VIRTUAL);
    assertThat(node.heldAddresses()).isEmpty();
    var sequences = node.events().stream().map(TransitionEvent::sequence).toList();
    assertThat(sequences).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void givingUpTheRoleIsAdvisedAgainstWhenNobodyWasHeard() {
    // Given
    var node = started(1, config(instance(200)));
    segment.pass(10);

    // When
    var why = node.engine().orders().whyNotGiveUp(List.of("VI_1"));

    // Then
    assertThat(why).hasValueSatisfying(text -> assertThat(text).contains("no other router"));
  }

  private SimulatedNode started(int number, BatonConfig config) {
    var node = segment.node(number, config);
    node.start();
    segment.pass(4);
    return node;
  }

  private static BatonConfig both(InstanceConfig first, InstanceConfig second) {
    return new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(first, second));
  }

  private static InstanceConfig other(int priority, int vrid, List<VirtualAddress> addresses) {
    return InstanceConfig.named("VI_2")
        .interfaceName(SimulatedNode.INTERFACE)
        .virtualRouterId(vrid)
        .priority(priority)
        .addresses(addresses)
        .build();
  }

  private static ScriptConfig script() {
    var command = new Command(List.of("true"), null);
    return new ScriptConfig(
        "chk", command, Duration.ofSeconds(1), Duration.ZERO, 0, false, 1, 1, false);
  }
}
