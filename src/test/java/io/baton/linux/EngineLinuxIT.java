package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.ReportedState;
import io.baton.wire.GratuitousArp;
import io.baton.wire.NeighborAdvertisement;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine on the kernel, without a process around it.
class EngineLinuxIT {

  private static final Logger LOG = Logger.getLogger(EngineLinuxIT.class);
  private static final MacAddress INTRUDER = new MacAddress(0x0200_0000_0001L);

  private static final Duration SLOW_HOST = Duration.ofSeconds(40);

  private final Vertx vertx = Vertx.vertx();
  private TestHost left;
  private TestHost right;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    left.ip("addr add 10.5.0.1/24 dev eth0");
    right.ip("addr add 10.5.0.2/24 dev eth0");
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  static String config(String more, String... addresses) {
    return """
        vrrp_instance VI_1 {
          version 3
          interface eth0
          virtual_router_id 51
          priority 100
          advert_int 0.1
          virtual_ipaddress {
            %s
          }
          %s
        }
        """
        .formatted(String.join("\n", addresses), more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.5.0.40", "fd00:5::40"})
  void aForeignClaimOfAHeldAddressIsCountedAndTold(String address) {
    // Given
    var virtual = InetAddress.ofLiteral(address);
    var all =
        AddressFamily.of(virtual) == AddressFamily.IPV4
            ? new String[] {address + "/24"}
            : new String[] {"fe80::51/64", address + "/64"};
    try (var engine = RunningEngine.start(left, config("", all))) {
      await().until(engine::isActive);
      // The watch follows in the next turn of the loop.
      left.onLoop(() -> {});

      // When
      claim(virtual);
      claim(InetAddress.ofLiteral("10.5.0.41"));

      // Then
      await().until(() -> engine.only().addressConflicts() == 1);
      var told = engine.told(Observation.AddressConflict.class);
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().address()).isEqualTo(virtual);
      assertThat(told.getFirst().mac()).isEqualTo(INTRUDER);
      assertThat(told.getFirst().interfaceName()).isEqualTo("eth0");
    }
  }

  private void claim(InetAddress address) {
    int index = right.link("eth0").index();
    var frame =
        AddressFamily.of(address) == AddressFamily.IPV4
            ? GratuitousArp.frame(INTRUDER, address)
            : NeighborAdvertisement.frame(INTRUDER, address, true);
    right.onLoop(() -> right.network.sendFrames(index, List.of(frame)));
  }

  @Test
  void anIpv6MacvlanSpeaksFromALinkLocalAddressOfItsOwnAndIsHeard() {
    // Given
    var text = config("use_vmac", "fe80::51/64", "fd00:5::40/64");
    try (var active = RunningEngine.start(left, text)) {
      await().until(active::isActive);

      // When
      var backup = RunningEngine.start(right, text.replace("priority 100", "priority 90"));
      await().until(() -> backup.only().counters().received() >= 5);

      // Then
      assertThat(backup.isActive()).isFalse();
      assertThat(right.link("vrrp6.51").addresses())
          .singleElement()
          .satisfies(
              own -> {
                assertThat(own.ours()).isFalse();
                assertThat(own.address().isLinkLocalAddress()).isTrue();
              });
      assertThat(right.link("vrrp6.51").addresses())
          .doesNotContainAnyElementsOf(left.link("vrrp6.51").addresses());
      backup.close();
      assertThat(right.links()).noneMatch(link -> link.name().equals("vrrp6.51"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"use_vmac", "use_vmac\nvmac_xmit_base"})
  void whoSendsFromTheBaseHearsAPeerOnceWhereverItSendsFrom(String peer) {
    // Given
    var text = config("use_vmac\nvmac_xmit_base", "10.5.0.40/24");
    try (var backup = RunningEngine.start(left, text)) {
      await().until(backup::isActive);

      // When
      var better = config(peer, "10.5.0.40/24").replace("priority 100", "priority 150");
      try (var active = RunningEngine.start(right, better)) {
        await().until(active::isActive);
        await().until(() -> !backup.isActive());
        var before = backup.only().counters().received();
        var sentBefore = active.only().counters().sent();
        await().until(() -> active.only().counters().sent() >= sentBefore + 10);

        // Then
        var sent = active.only().counters().sent() - sentBefore;
        var heard = backup.only().counters().received() - before;
        assertThat(heard).isBetween(sent - 2, sent + 3);
        assertThat(backup.isActive()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.5.0.40/24", "fe80::51/64"})
  void aMacvlanThatIsOnItsWayIsNoFault(String address) {
    // Given
    var text = config("use_vmac", address);

    // When
    try (var engine = RunningEngine.start(left, text)) {
      await().until(engine::isActive);

      // Then
      assertThat(engine.told(TransitionEvent.class).stream().map(t -> t.transition().to()))
          .containsSubsequence(ReportedState.BACKUP, ReportedState.MASTER)
          .doesNotContain(ReportedState.FAULT);
    }
  }

  @Test
  void aMacvlanThatDoesNotComeIsAFaultInTheEnd() {
    // Given
    left.ip("link add vrrp.51 type veth peer name other");

    // When
    try (var engine = RunningEngine.start(left, config("use_vmac", "10.5.0.40/24"))) {
      // Then
      await().until(() -> engine.only().state() == ReportedState.FAULT);
      assertThat(engine.only().faults()).containsExactly("interface vrrp.51 is down");
    }
  }

  @Test
  void aThousandAddressesComeAndGoInSlicesInOrder() {
    // Given
    var wanted =
        IntStream.range(0, 1000)
            .mapToObj(i -> "10.6.%d.%d".formatted(i / 250, i % 250 + 1))
            .toList();
    var text = thousand("advert_int 1");

    // When
    try (var engine = RunningEngine.start(left, text)) {
      await().until(() -> held().size() == 1001);

      // Then
      assertThat(engine.isActive()).isTrue();
      assertThat(held().getFirst()).isEqualTo("10.5.0.40");
      assertThat(held()).containsAll(wanted);
    }
    assertThat(held()).isEmpty();
  }

  @Test
  void noTaskOfAThousandAddressesHoldsTheLoopLong() {
    // Given
    var text = thousand("advert_int 1");
    var loop = new MeasuredLoop(left.loop);
    warmUp(text);

    // When
    try (var engine = RunningEngine.start(left, loop, text)) {
      await().atMost(SLOW_HOST).until(() -> held().size() == 1001);
      long sentBefore = engine.only().counters().sent();
      await().atMost(SLOW_HOST).until(() -> engine.only().counters().sent() >= sentBefore + 4);

      // Then
      var tasks = left.onLoop(loop::take);
      long median = tasks.get(tasks.size() / 2) / 1000;
      long p99 = tasks.get(tasks.size() * 99 / 100) / 1000;
      long longest = tasks.getLast() / 1000;
      LOG.infof(
          "1 000 addresses, %d tasks: median %d us, p99 %d us, longest %d us of processor",
          tasks.size(), median, p99, longest);
      assertThat(p99).isLessThan(3_000);
      assertThat(longest).isLessThan(10_000);
      assertThat(engine.isActive()).isTrue();
    }
  }

  /// The compiler needs some rounds before a slice takes what it takes later.
  private void warmUp(String text) {
    for (int i = 0; i < 3; i++) {
      try (var _ = RunningEngine.start(left, text)) {
        await().atMost(SLOW_HOST).until(() -> held().size() == 1001);
      }
      await().until(() -> held().isEmpty());
    }
  }

  private static String thousand(String interval) {
    var excluded =
        IntStream.range(0, 1000)
            .mapToObj(i -> "10.6.%d.%d/32\n".formatted(i / 250, i % 250 + 1))
            .collect(Collectors.joining());
    return config("", "10.5.0.40/32")
        .replace("advert_int 0.1", interval)
        .replace(
            "virtual_router_id",
            "virtual_ipaddress_excluded {\n" + excluded + "}\nvirtual_router_id");
  }

  /// Virtual addresses in the kernel's order.
  private List<String> held() {
    return left.link("eth0").addresses().stream()
        .filter(a -> a.ours())
        .map(a -> IpText.of(a.address()))
        .toList();
  }
}
