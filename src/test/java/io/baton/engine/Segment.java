package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.TrackedScript;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/// A simulated segment without any trouble of its own, and the one instance that most tests need.
final class Segment {

  static final long SECOND = 1_000_000_000L;
  static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.0.0.100");

  private final SimulatedTime time = new SimulatedTime();
  private final SimulatedLan lan =
      new SimulatedLan(time, RandomGeneratorFactory.of("L64X128MixRandom").create(1));

  SimulatedTime time() {
    return time;
  }

  SimulatedLan lan() {
    return lan;
  }

  static InstanceConfig.Builder instance(int priority) {
    return InstanceConfig.named("VI_1")
        .interfaceName(SimulatedNode.INTERFACE)
        .virtualRouterId(51)
        .priority(priority)
        .addresses(List.of(VirtualAddress.of(VIRTUAL, 24)));
  }

  static BatonConfig config(InstanceConfig.Builder instance) {
    return new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(instance.build()));
  }

  /// An instance that depends on the script `check`.
  static BatonConfig tracking(int weight) {
    var script =
        new ScriptConfig(
            "check",
            new Command(List.of("true"), null),
            Duration.ofSeconds(1),
            Duration.ZERO,
            weight,
            false,
            1,
            1,
            false);
    var instance =
        instance(100).trackScripts(List.of(new TrackedScript("check", null, null))).build();
    return new BatonConfig(GlobalConfig.DEFAULT, List.of(script), List.of(instance));
  }

  /// @param number the last part of its address, 10.0.0.N
  SimulatedNode node(int number, BatonConfig config) {
    var own = InetAddress.ofLiteral("10.0.0." + number);
    return new SimulatedNode("node" + number, time, lan, own, config);
  }

  void pass(double seconds) {
    time.runUntil(time.now() + (long) (seconds * SECOND), () -> {});
  }

  static InstanceStatus status(SimulatedNode node) {
    return node.engine().status().getFirst();
  }

  /// The states that were told, in order.
  static List<ReportedState> told(SimulatedNode node) {
    return node.events().stream().map(e -> e.transition().to()).toList();
  }
}
