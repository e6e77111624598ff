package io.baton.engine;

import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.InstanceConfig;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the engine tells besides the states.
class EngineEventsTest {

  private final Segment segment = new Segment();

  @Test
  void aPriorityChangeIsToldWithItsTerms() {
    // Given
    var node = segment.node(1, tracking(-30));
    node.start();

    // When
    node.track(new TrackerResult(TrackerKey.script("check"), false, "exit code 1"));

    // Then
    var told = node.told(Observation.PriorityChanged.class);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().from()).isEqualTo(new Priority(100));
    assertThat(told.getFirst().to()).isEqualTo(new Priority(70));
    assertThat(told.getFirst().terms()).containsExactly(new Term(TrackerKey.script("check"), -30));
  }

  @Test
  @Rfc("H8")
  void twoActiveRoutersTellOfEachOther() {
    // Given
    var better = segment.node(1, config(instance(150)));
    var worse = segment.node(2, config(instance(100)));
    better.start();
    segment.pass(10);
    segment.lan().partition(Set.of(better));
    worse.start();
    segment.pass(10);

    // When
    segment.lan().heal();
    segment.pass(2);

    // Then
    var seen = better.told(Observation.SplitBrainDetected.class);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().peer().address()).isEqualTo(worse.address());
    assertThat(seen.getFirst().peer().priority()).isEqualTo(new Priority(100));
    assertThat(seen.getFirst().own()).isEqualTo(new Priority(150));
    assertThat(seen.getFirst().source()).isEqualTo(better.address());
    assertThat(better.told(Observation.LowerPriorityHeard.class)).hasSize(1);
    assertThat(worse.told(Observation.LowerPriorityHeard.class)).isEmpty();
  }

  @Test
  void anEpochBeginsWithEachTimeItIsActiveAndOnlyGrows() {
    // Given
    var node = segment.node(1, tracking(0));
    node.start();
    for (int i = 0; i < 3; i++) {
      node.track(new TrackerResult(TrackerKey.script("check"), true, ""));
      segment.pass(5);
      node.track(new TrackerResult(TrackerKey.script("check"), false, ""));
      segment.pass(1);
    }

    // When
    var active = node.events().stream().filter(e -> e.transition().to() == ReportedState.MASTER);
    var epochs = active.map(TransitionEvent::epoch).toList();

    // Then
    assertThat(epochs).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(node.events().stream().map(TransitionEvent::epoch).toList()).isSorted();
  }

  @Test
  void numbersGoOnWhereAnEarlierLifeStopped() {
    // Given
    long future = 4_000_000_000_000L;
    var node = segment.node(1, config(instance(255)));
    node.resume(Map.of("VI_1", new EventNumbers(41, future)));

    // When
    node.start();
    segment.pass(1);

    // Then
    assertThat(node.events().getFirst().sequence()).isEqualTo(42);
    assertThat(node.events().getLast().epoch()).isEqualTo(future + 1);
  }

  @Test
  void aForeignClaimOfAnAddressIsToldOnlyWhileItIsHeld() {
    // Given
    var node = segment.node(1, config(instance(100)));
    var intruder = new MacAddress(0x0200_0000_0099L);
    node.start();
    segment.pass(1);
    node.claim(Segment.VIRTUAL, intruder);
    segment.pass(4);

    // When
    node.claim(Segment.VIRTUAL, intruder);
    node.claim(Segment.VIRTUAL, intruder);

    // Then
    assertThat(node.told(Observation.AddressConflict.class))
        .singleElement()
        .satisfies(e -> assertThat(e.mac()).isEqualTo(intruder));
    assertThat(Segment.status(node).addressConflicts()).isEqualTo(2);
  }

  @Test
  void aVersion2IntervalThatDiffersIsToldOnceWithBothSides() {
    // Given
    var slow = segment.node(1, config(version2().advertInterval(Duration.ofSeconds(2))));
    var quick = segment.node(2, config(version2().advertInterval(Duration.ofSeconds(1))));

    // When
    slow.start();
    quick.start();
    segment.pass(60);

    // Then
    assertThat(quick.told(Observation.IntervalMismatch.class))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.source()).isEqualTo(slow.address());
              assertThat(e.theirIntervalCs()).isEqualTo(200);
              assertThat(e.ownIntervalCs()).isEqualTo(100);
            });
    assertThat(slow.told(Observation.IntervalMismatch.class)).hasSize(1);
  }

  private static InstanceConfig.Builder version2() {
    return instance(100).version(VrrpVersion.V2);
  }

  @Test
  void anAddressThatWasPutBackIsToldOf() {
    // Given
    var node = segment.node(1, config(instance(255)));
    node.start();
    segment.pass(1);

    // When
    node.deleteAddress(Segment.VIRTUAL);

    // Then
    assertThat(node.told(Observation.AddressRestored.class))
        .singleElement()
        .satisfies(e -> assertThat(e.addresses()).hasSize(1));
  }
}
