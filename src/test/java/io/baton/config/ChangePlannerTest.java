package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What kind of change each difference makes, and what the plan says about it.
class ChangePlannerTest {

  private static final VirtualAddress FIRST = address("10.0.0.40");
  private static final VirtualAddress SECOND = address("10.0.0.41");

  @Test
  void everyComponentOfAnInstanceHasADecision() {
    // Given
    var components =
        Arrays.stream(InstanceConfig.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("name"));

    // When
    var decided =
        Stream.of(InstanceFields.values())
            .map(f -> f.name().replace("_", "").toLowerCase(Locale.ROOT))
            .toList();

    // Then
    assertThat(components.map(c -> c.toLowerCase(Locale.ROOT)).toList())
        .containsExactlyInAnyOrderElementsOf(decided);
  }

  @Test
  void everyPartOfAConfigurationIsCompared() {
    // Given
    var components = BatonConfig.class.getRecordComponents();

    // Then: instances, global, statics, sync groups and four kinds of trackers
    assertThat(components).hasSize(PartChange.Part.values().length + 1);
  }

  @Test
  void anotherVirtualRouterIsAReplacement() {
    // Given
    var before = instance().build();
    var after = instance();

    // Then
    assertThat(only(before, after.virtualRouterId(52).build()))
        .isInstanceOf(InstanceChange.Replace.class);
    assertThat(only(before, instance().version(VrrpVersion.V3).build()))
        .isInstanceOf(InstanceChange.Replace.class);
    assertThat(only(before, instance().interfaceName("eth1").build()))
        .isInstanceOf(InstanceChange.Replace.class);
    assertThat(only(before, instance().addresses(List.of(address("fe80::1"))).build()))
        .isInstanceOf(InstanceChange.Replace.class);
  }

  @Test
  void everythingElseIsChangedInPlace() {
    // Given
    var before = instance().build();

    // When
    var change =
        only(before, instance().priority(90).preempt(false).password(new Secret("x")).build());

    // Then
    assertThat(change).isInstanceOf(InstanceChange.Retune.class);
    assertThat(change.reasons())
        .containsExactly("priority 100 to 90", "preemption on to off", "password changed");
  }

  @Test
  void theImpactNamesThePeerThatTakesOver() {
    // Given
    var peer = new Peer(InetAddress.ofLiteral("10.0.0.36"), new Priority(95), 0);
    var situation = Map.of("VI_1", new Situation(ReportedState.MASTER, peer));

    // When
    var plan =
        ChangePlanner.plan(
            config(instance().build()), config(instance().priority(90).build()), situation);

    // Then
    assertThat(plan.lines())
        .containsExactly(
            "retune VI_1: priority 100 to 90; 10.0.0.40 stays; the peer 10.0.0.36 at 95 will take"
                + " over in about 3.6 s");
  }

  @Test
  void removedComesBeforeRetunedBeforeReplacedBeforeAdded() {
    // Given
    var from = config(named("A", 1), named("B", 2), named("C", 3));
    var to =
        config(
            named("D", 4),
            InstanceConfig.named("C")
                .interfaceName("eth0")
                .virtualRouterId(5)
                .addresses(List.of(FIRST))
                .build(),
            InstanceConfig.named("B")
                .interfaceName("eth0")
                .virtualRouterId(2)
                .priority(7)
                .addresses(List.of(FIRST))
                .build());

    // When
    var plan = ChangePlanner.plan(from, to, Map.of());

    // Then
    assertThat(plan.instances())
        .extracting(InstanceChange::name)
        .containsExactly("A", "B", "C", "D");
  }

  @Test
  void anAddressThatMovesIsSaidToMove() {
    // Given
    var active = Map.of("VI_1", new Situation(ReportedState.MASTER, null));
    var from = config(instance().addresses(List.of(FIRST, SECOND)).build(), named("B", 2));
    var to =
        config(
            instance().build(),
            InstanceConfig.named("B")
                .interfaceName("eth0")
                .virtualRouterId(2)
                .addresses(List.of(SECOND))
                .build());

    // When
    var plan = ChangePlanner.plan(from, to, active);

    // Then
    assertThat(plan.instances().getFirst().impact())
        .isEqualTo("10.0.0.40 stays; 10.0.0.41 moves to B");
  }

  @Test
  void anEqualConfigurationIsAnEmptyPlan() {
    // Given
    var config = config(instance().build());

    // Then
    assertThat(ChangePlanner.plan(config, config(instance().build()), Map.of()).isEmpty()).isTrue();
  }

  private static InstanceChange only(InstanceConfig before, InstanceConfig after) {
    return ChangePlanner.plan(config(before), config(after), Map.of()).instances().getFirst();
  }

  private static BatonConfig config(InstanceConfig... instances) {
    return new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(instances));
  }

  private static InstanceConfig.Builder instance() {
    return InstanceConfig.named("VI_1")
        .interfaceName("eth0")
        .virtualRouterId(51)
        .addresses(List.of(FIRST));
  }

  private static InstanceConfig named(String name, int vrid) {
    return InstanceConfig.named(name)
        .interfaceName("eth0")
        .virtualRouterId(vrid)
        .addresses(List.of(FIRST))
        .build();
  }

  private static VirtualAddress address(String text) {
    return VirtualAddress.of(InetAddress.ofLiteral(text), text.contains(":") ? 64 : 24);
  }
}
