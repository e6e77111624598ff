package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whole Ethernet frames from one host to the other.
class FramesLinuxIT {

  /// linux/if_ether.h, ETH_P_ARP, in network byte order.
  private static final int ARP_ONLY = 0x0608;

  /// A gratuitous ARP request of 00:00:5e:00:01:33 for 10.5.0.40, without padding.
  private static final byte[] GRATUITOUS_ARP =
      HexFormat.of()
          .parseHex(
              "ffffffffffff00005e0001330806"
                  + "000108000604000100005e0001330a050028ffffffffffff0a050028");

  private final Vertx vertx = Vertx.vertx();
  private final List<byte[]> heard = new CopyOnWriteArrayList<>();
  private TestHost left;
  private TestHost right;
  private KernelSocket tap;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    tap = right.onLoop(() -> KernelSocket.open(KernelSocket.AF_PACKET, ARP_ONLY, "tap"));
  }

  @AfterEach
  void removeHosts() {
    if (tap != null) {
      tap.close();
    }
    TestHost.closeAll(right, left);
    vertx.close();
  }

  private int heardSoFar() {
    var buffer = new byte[256];
    long length = LibC.recv(tap.fd(), buffer, buffer.length, KernelSocket.MSG_DONTWAIT);
    while (length >= 0) {
      heard.add(Arrays.copyOf(buffer, (int) length));
      length = LibC.recv(tap.fd(), buffer, buffer.length, KernelSocket.MSG_DONTWAIT);
    }
    return heard.size();
  }

  @Test
  void aGratuitousArpArrivesAsItWasMade() {
    // Given
    int index = left.link("eth0").index();

    // When
    left.onLoop(() -> left.network.sendFrames(index, List.of(GRATUITOUS_ARP)));

    // Then
    await().until(() -> heardSoFar() > 0);
    assertThat(heard.getFirst()).isEqualTo(GRATUITOUS_ARP);
  }

  @Test
  void framesArriveInOrder() {
    // Given
    int index = left.link("eth0").index();
    var frames = IntStream.range(0, 100).mapToObj(FramesLinuxIT::numbered).toList();

    // When
    left.onLoop(() -> left.network.sendFrames(index, frames));

    // Then
    await().until(() -> heardSoFar() >= 100);
    assertThat(heard).containsExactlyElementsOf(frames);
  }

  @Test
  void framesToNoInterfaceSaySo() {
    // Given
    // When
    // Then
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> left.onLoop(() -> left.network.sendFrames(9999, List.of(GRATUITOUS_ARP))))
        .withMessageContaining("interface 9999: EN");
  }

  private static byte[] numbered(int number) {
    byte[] frame = GRATUITOUS_ARP.clone();
    frame[frame.length - 1] = (byte) number;
    return frame;
  }
}
