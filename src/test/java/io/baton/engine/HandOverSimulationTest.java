package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.config.BatonConfig;
import io.baton.config.ElectionConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.NotifyConfig;
import io.baton.config.StaticConfig;
import io.baton.config.SyncGroupConfig;
import io.baton.config.TrackingConfig;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clusters on a network that delays and does nothing worse, whose Active router is told to go: at
/// no moment is a virtual address without a holder, and for a moment only it has two.
@ExtendWith(QuietEngine.class)
class HandOverSimulationTest {

  private static final long SECOND = 1_000_000_000L;

  /// What a resigned router lingers, and what advertisements and the timers of several backups may
  /// take on top.
  private static final long LONGEST_OVERLAP = 30_000_000L + 3 * SimulatedLan.MAX_DELAY_NANOS;

  private enum Order {
    STOP,
    RESIGN,
    DRAIN
  }

  @Test
  void noAddressIsEverWithoutAHolder() {
    // Given
    Long one = Long.getLong("seed");
    long from = one == null ? 1 : one;
    long to = one == null ? Long.getLong("seeds", 300L) : one;

    // When // Then
    for (long seed = from; seed <= to; seed++) {
      try {
        new Cluster(seed, true).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": run again with -Dseed=" + seed, e);
      }
    }
  }

  @Test
  void switchedOffAnAddressIsWithoutAHolderForTheSkewTime() {
    // Given
    var cluster = new Cluster(1, false);

    // When // Then
    assertThatThrownBy(cluster::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("without a holder");
  }

  /// One cluster and one hand-over.
  private static final class Cluster {
    private final RandomGenerator random;
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedLan lan;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final VrrpVersion version;
    private final Duration interval;
    private final boolean grouped;
    private final int size;
    private final boolean handOver;
    private boolean watching;
    private long doubleSince = -1;
    private long overlap;

    Cluster(long seed, boolean handOver) {
      this.handOver = handOver;
      random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      lan = new SimulatedLan(time, random);
      version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
      interval =
          version == VrrpVersion.V2
              ? Duration.ofSeconds(random.nextInt(1, 4))
              : Duration.ofMillis(random.nextInt(5, 300) * 10L);
      grouped = random.nextBoolean();
      size = random.nextInt(1, 5);
      for (int number = 1; number <= size; number++) {
        nodes.add(node(number));
      }
    }

    private SimulatedNode node(int number) {
      int priority = 255 - number * random.nextInt(1, 50);
      var instances = List.of(instance(1, priority), instance(2, priority));
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
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              instances,
              grouped ? List.of(group) : List.of(),
              StaticConfig.NONE);
      return new SimulatedNode(
          "node" + number, time, lan, InetAddress.ofLiteral("10.0.0." + number), config);
    }

    private InstanceConfig instance(int id, int priority) {
      var address = InetAddress.ofLiteral("10.0.0.10" + id);
      return InstanceConfig.named("VI_" + id)
          .interfaceName(SimulatedNode.INTERFACE)
          .virtualRouterId(id)
          .version(version)
          .priority(priority)
          .advertInterval(interval)
          .election(new ElectionConfig(3, true, false, handOver, false))
          .addresses(List.of(VirtualAddress.of(address, 24)))
          .build();
    }

    void run() {
      nodes.forEach(SimulatedNode::start);
      pass(12 * interval.toNanos() + 6 * SECOND);
      var active = nodes.stream().filter(SimulatedNode::isActive).toList();
      assertThat(active).hasSize(1);
      pass(random.nextLong(interval.toNanos()));
      watching = true;
      var order = List.of(Order.values()).get(random.nextInt(3));
      if (order == Order.RESIGN) {
        // Who is alone takes the role again.
        watching = size > 1;
      }
      long asked = time.now();
      give(order, active.getFirst());
      pass(bound() + SECOND / 20);
      if (order == Order.STOP) {
        assertThat(active.getFirst().isAlive()).as("stopped in time").isFalse();
        assertThat(active.getFirst().heldAddresses()).isEmpty();
      }
      pass(6 * interval.toNanos() + 3 * SECOND);
      assertThat(overlap).as("two holders, %s after %d", order, asked).isLessThan(LONGEST_OVERLAP);
      assertThat(nodes.stream().filter(SimulatedNode::isActive).count())
          .isEqualTo(order == Order.RESIGN || size > 1 ? 1 : 0);
    }

    private long bound() {
      long unit = version == VrrpVersion.V2 ? SECOND : interval.toNanos();
      return unit + Math.max(unit / 10, SECOND / 20);
    }

    private static void give(Order order, SimulatedNode node) {
      switch (order) {
        case STOP -> node.stopGracefully();
        case RESIGN -> node.order(e -> e.orders().resign(List.of("VI_1", "VI_2"), "alice", ""));
        case DRAIN -> {
          var drain = new DrainOrder("alice", "", Instant.EPOCH, null);
          node.order(e -> e.drain(Map.of(DrainOrder.EVERYBODY, drain)));
        }
      }
    }

    private void pass(long nanos) {
      time.runUntil(time.now() + nanos, this::check);
    }

    private void check() {
      nodes.forEach(SimulatedNode::assertConsistent);
      if (watching) {
        check(InetAddress.ofLiteral("10.0.0.101"));
      }
    }

    private void check(InetAddress address) {
      long holders = nodes.stream().filter(n -> n.heldAddresses().contains(address)).count();
      assertThat(holders == 0 && size > 1).as("%s without a holder", address).isFalse();
      if (holders > 1 && doubleSince < 0) {
        doubleSince = time.now();
      } else if (holders < 2 && doubleSince >= 0) {
        overlap = Math.max(overlap, time.now() - doubleSince);
        doubleSince = -1;
      }
    }
  }
}
