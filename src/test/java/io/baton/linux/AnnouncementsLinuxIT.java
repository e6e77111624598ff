package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Vrid;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a neighbor on the cable sees of announcements.
class AnnouncementsLinuxIT {

  /// linux/if_ether.h, ETH_P_ARP, in network byte order.
  private static final int ARP = 0x0608;

  private static final MacAddress VIRTUAL_MAC =
      MacAddress.virtual(AddressFamily.IPV4, new Vrid(51));

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

  /// A frame that came in on the cable: who sent it, and whose address it speaks of.
  private record Seen(MacAddress source, String sender) {}

  private List<Seen> drain(KernelSocket tap) {
    var seen = new ArrayList<Seen>();
    var frame = new byte[2048];
    while (LibC.recv(tap.fd(), frame, frame.length, KernelSocket.MSG_DONTWAIT) > 0) {
      var address = ByteBuffer.wrap(frame, 28, 4);
      seen.add(
          new Seen(
              MacAddress.of(Arrays.copyOfRange(frame, 6, 12)),
              "%d.%d.%d.%d"
                  .formatted(
                      address.get() & 0xff,
                      address.get() & 0xff,
                      address.get() & 0xff,
                      address.get() & 0xff)));
    }
    return seen;
  }

  @Test
  void aMacvlanThatSendsNoAdvertisementsIsShownToTheSwitchesEveryPeriod() {
    // Given
    var text =
        EngineLinuxIT.config(
            "use_vmac\nvmac_xmit_base\ngarp_master_repeat 1\ngarp_master_delay 0\n"
                + "garp_extra_if 1",
            "10.5.0.40/24",
            "10.5.0.41/24");
    var tap = right.onLoop(() -> KernelSocket.open(KernelSocket.AF_PACKET, ARP, "tap"));
    try (var engine = RunningEngine.start(left, text)) {
      await().until(engine::isActive);
      var first = new Seen(VIRTUAL_MAC, "10.5.0.40");
      var seen = new ArrayList<Seen>();

      // When
      await()
          .until(
              () -> {
                seen.addAll(drain(tap));
                return seen.stream().filter(first::equals).count() == 3;
              });

      // Then
      assertThat(seen).filteredOn(s -> s.sender().equals("10.5.0.41")).hasSize(1);
    } finally {
      tap.close();
    }
  }

  @Test
  void theInterfacesOfAGroupWaitForEachOther() {
    // Given
    left.ip("link add eth1 type veth peer name eth1 netns " + right.name);
    left.ip("link set eth1 up");
    right.ip("link set eth1 up");
    await().until(() -> left.link("eth1").up() && right.link("eth1").up());
    var text =
        "garp_group {\n garp_interval 0.25\n interfaces { eth0 eth1 }\n}\n"
            + EngineLinuxIT.config(
                "garp_master_repeat 2\ngarp_master_delay 0",
                "10.5.0.40/24",
                "10.5.1.40/24 dev eth1");
    var tap = right.onLoop(() -> KernelSocket.open(KernelSocket.AF_PACKET, ARP, "tap"));
    try (var engine = RunningEngine.start(left, text)) {
      await().until(engine::isActive);
      var times = new ArrayList<Long>();

      // When
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                drain(tap).forEach(_ -> times.add(System.nanoTime()));
                return times.size() == 4;
              });

      // Then
      assertThat(times.getLast() - times.getFirst()).isGreaterThan(600_000_000L);
    } finally {
      tap.close();
    }
  }
}
