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
import io.baton.config.UnicastConfig;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRouter;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A random cluster and what happens to it: one seed makes everything.
final class SimulatedCluster {
  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST_LEAVE = 3 * SECOND;
  private static final SyncGroupConfig GROUP =
      new SyncGroupConfig(
          "G1",
          List.of("VI_1", "VI_2"),
          List.of(),
          TrackingConfig.DEFAULT,
          false,
          NotifyConfig.NONE);

  private static final List<VirtualAddress> EXTRA =
      List.of(
          VirtualAddress.of(InetAddress.ofLiteral("10.0.0.109"), 24),
          VirtualAddress.of(InetAddress.ofLiteral("fe80::109"), 64));

  private final RandomGenerator random;
  private final SimulatedTime time = new SimulatedTime();
  private final SimulatedLan lan;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final VrrpVersion version;
  private final boolean ipv6;
  private final boolean preempt;
  private final Duration preemptDelay;
  private final boolean unicast;
  private final boolean owned;
  private final int weight;
  private final boolean grouped;
  private final Duration interval;
  private final int size;
  private boolean resigned;

  SimulatedCluster(long seed) {
    this(seed, VirtualRouter::step);
  }

  /// @param core what its nodes decide by
  SimulatedCluster(long seed, EngineOptions.Core core) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    lan = new SimulatedLan(time, random);
    version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    ipv6 = version == VrrpVersion.V3 && random.nextBoolean();
    preempt = random.nextInt(4) != 0;
    preemptDelay =
        preempt && random.nextInt(3) == 0
            ? Duration.ofMillis(random.nextLong(100, 4000))
            : Duration.ZERO;
    unicast = random.nextInt(3) == 0;
    owned = random.nextInt(6) == 0;
    weight = random.nextInt(-100, 50);
    grouped = random.nextBoolean();
    interval =
        version == VrrpVersion.V2
            ? Duration.ofSeconds(random.nextInt(1, 3))
            : Duration.ofMillis(random.nextInt(5, 200) * 10L);
    size = random.nextInt(2, 8);
    for (int i = 1; i <= size; i++) {
      nodes.add(node(i));
      nodes.getLast().plant(core);
    }
  }

  private SimulatedNode node(int number) {
    var own = address(number);
    int priority = owned && number == 1 ? 255 : random.nextInt(1, 6) * 50;
    var instances = List.of(instance(1, priority, number), instance(2, priority, number));
    var config =
        new BatonConfig(
            GlobalConfig.DEFAULT,
            List.of(script("fault", 0), script("weight", weight)),
            List.of(),
            List.of(),
            List.of(),
            instances,
            grouped ? List.of(GROUP) : List.of(),
            StaticConfig.NONE);
    return new SimulatedNode("node" + number, time, lan, own, config, random.nextInt(-50, 51));
  }

  private InetAddress address(int number) {
    return InetAddress.ofLiteral((ipv6 ? "fe80::" : "10.0.0.") + number);
  }

  private @Nullable UnicastConfig peersOf(int number) {
    var peers =
        IntStream.rangeClosed(1, size).filter(n -> n != number).mapToObj(this::address).toList();
    return unicast ? new UnicastConfig(null, peers) : null;
  }

  private InstanceConfig instance(int vrid, int priority, int number) {
    var virtual = InetAddress.ofLiteral((ipv6 ? "fe80::10" : "10.0.0.10") + vrid);
    var addresses = List.of(VirtualAddress.of(virtual, ipv6 ? 64 : 24));
    return instance(vrid, priority, peersOf(number), addresses);
  }

  private InstanceConfig instance(
      int vrid, int priority, @Nullable UnicastConfig peers, List<VirtualAddress> addresses) {
    return InstanceConfig.named("VI_" + vrid)
        .interfaceName(SimulatedNode.INTERFACE)
        .virtualRouterId(vrid)
        .version(version)
        .priority(priority)
        .advertInterval(interval)
        .preempt(preempt)
        .preemptDelay(preemptDelay)
        .unicast(peers)
        .addresses(addresses)
        .trackScripts(
            vrid == 1
                ? List.of(new TrackedScript("fault", null, null))
                : List.of(new TrackedScript("weight", null, null)))
        .build();
  }

  private static ScriptConfig script(String name, int weight) {
    var command = new Command(List.of("true"), null);
    var second = Duration.ofSeconds(1);
    return new ScriptConfig(name, command, second, Duration.ZERO, weight, false, 1, 1, false);
  }

  private static void track(SimulatedNode node, boolean good) {
    if (node.isAlive()) {
      node.track(new TrackerResult(TrackerKey.script("fault"), good, ""));
      node.track(new TrackerResult(TrackerKey.script("weight"), good, ""));
    }
  }

  void run() {
    nodes.forEach(SimulatedNode::start);
    nodes.forEach(node -> track(node, random.nextInt(5) != 0));
    lan.trouble(random.nextDouble(0.3), random.nextDouble(0.1));
    for (int i = random.nextInt(3, 12); i > 0; i--) {
      long pause = random.nextLong(SECOND / 100, 6 * interval.toNanos());
      time.runUntil(time.now() + pause, this::check);
      trouble();
    }
    healAndWait();
    assertOneActive();
  }

  private void trouble() {
    var node = nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(19)) {
      case 0 -> node.crash();
      case 1 -> stop(node);
      case 2, 3 -> restartIfDead(node);
      case 4 -> lan.partition(randomSide());
      case 5 -> lan.cutOneWay(node, nodes.get(random.nextInt(nodes.size())));
      case 6 -> lan.heal();
      case 8 -> node.kill();
      case 9, 10 -> track(node, random.nextBoolean());
      case 12, 13, 14 -> node.reload(reconfigured(node.config()));
      case 7 -> node.setLink(random.nextBoolean());
      case 15 -> node.stopGracefully();
      case 16 -> resign(node);
      case 17, 18 -> drain(node, random.nextBoolean());
      default -> node.freeze(time.now() + random.nextLong(8 * interval.toNanos()));
    }
    check();
  }

  /// Another priority, or the addresses of the two instances change places, or an instance goes or
  /// comes back.
  private BatonConfig reconfigured(BatonConfig old) {
    var first = old.instances().getFirst();
    var second = old.instances().getLast();
    return switch (random.nextInt(3)) {
      case 0 -> {
        int priority = random.nextInt(1, 6) * 50;
        yield with(old, priority, first.addresses(), second.addresses());
      }
      case 1 -> with(old, first.priority(), second.addresses(), first.addresses());
      default -> {
        var both = new ArrayList<>(first.addresses());
        both.addAll(second.addresses());
        boolean one = both.size() > 1 && !second.addresses().isEmpty() && !grouped;
        yield one && first.addresses().size() < 2
            ? with(old, first.priority(), both, List.of(EXTRA.get(ipv6 ? 1 : 0)))
            : with(old, first.priority(), both.subList(0, 1), both.subList(1, 2));
      }
    };
  }

  private BatonConfig with(
      BatonConfig old, int priority, List<VirtualAddress> ofFirst, List<VirtualAddress> ofSecond) {
    var peers = old.instances().getFirst().unicast();
    return new BatonConfig(
        old.global(),
        old.scripts(),
        List.of(),
        List.of(),
        List.of(),
        List.of(instance(1, priority, peers, ofFirst), instance(2, priority, peers, ofSecond)),
        old.syncGroups(),
        StaticConfig.NONE);
  }

  private void stop(SimulatedNode node) {
    if (node.isAlive()) {
      node.stop();
    }
  }

  /// Who has resigned leaves the role to a worse one.
  private void resign(SimulatedNode node) {
    resigned = true;
    node.order(engine -> engine.orders().resign(List.of("VI_1"), "alice", "simulated"));
  }

  private static void drain(SimulatedNode node, boolean out) {
    var order = new DrainOrder("alice", "simulated", Instant.EPOCH, null);
    node.order(e -> e.drain(out ? Map.of(DrainOrder.EVERYBODY, order) : Map.of()));
  }

  private void restartIfDead(SimulatedNode node) {
    if (!node.isAlive()) {
      node.start();
    }
  }

  private Set<SimulatedNode> randomSide() {
    var side = new HashSet<SimulatedNode>();
    nodes.stream().filter(n -> random.nextBoolean()).forEach(side::add);
    return side;
  }

  /// Everything is well again; then the longest down interval and two delays must be enough, and
  /// the skew time for those that a freeze made wait. A preempt delay comes on top, and after it
  /// the down interval that its last advertisement began.
  private void healAndWait() {
    lan.heal();
    long awake = nodes.stream().mapToLong(SimulatedNode::frozenUntil).max().orElseThrow();
    // Who was told to stop has stopped by then.
    time.runUntil(Math.max(awake, time.now()) + LONGEST_LEAVE, this::check);
    for (var node : nodes) {
      restartIfDead(node);
      node.setLink(true);
      drain(node, false);
      track(node, true);
    }
    long down = 4 * interval.toNanos();
    long skew = version == VrrpVersion.V2 ? SECOND : interval.toNanos();
    long delayed = preemptDelay.isZero() ? 0 : preemptDelay.toNanos() + down + skew;
    long bound = down + skew + delayed + 2 * SimulatedLan.MAX_DELAY_NANOS;
    time.runUntil(time.now() + bound, this::check);
  }

  private void check() {
    nodes.forEach(SimulatedNode::assertConsistent);
  }

  private void assertOneActive() {
    for (int instance = 0; instance < 2; instance++) {
      int index = instance;
      var active = nodes.stream().filter(n -> n.isActive(index)).toList();
      assertThat(active).as("active of %s, version %s", nodes, version).hasSize(1);
      assertThat(active.getFirst().isActive()).isTrue();
      if (grouped) {
        assertThat(active.getFirst().isActive(1 - index)).isTrue();
      }
      int best = nodes.stream().mapToInt(SimulatedCluster::priority).max().orElseThrow();
      if ((preempt || best == 255) && !resigned) {
        assertThat(priority(active.getFirst())).as("%s", active).isEqualTo(best);
      }
    }
  }

  private static int priority(SimulatedNode node) {
    return node.config().instances().getFirst().priority();
  }
}
