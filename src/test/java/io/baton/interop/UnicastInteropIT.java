package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Elections between peers that are named and written to one by one.
class UnicastInteropIT {

  private static final int HIGH = 150;
  private static final int LOW = 100;
  private static final String MULTICAST = "vrrp && (ip.dst == 224.0.0.18 || ipv6.dst == ff02::12)";

  /// A dialect of the protocol, and where the peers are.
  enum Mode {
    V2_IPV4(InstanceText.of(2, 1, "10.9.0.100"), "10.9.0."),
    V3_IPV4(InstanceText.of(3, 0.5, "10.9.0.100"), "10.9.0."),
    V3_IPV6(InstanceText.of(3, 0.5, "fe80::100"), "fd00:9::");

    private final InstanceText text;
    private final String network;

    Mode(InstanceText text, String network) {
      this.text = text;
      this.network = network;
    }

    /// The text for the host of a number, whose peer has the other number.
    InstanceText on(int number) {
      return text.with(
          "unicast_src_ip %s%d\nunicast_peer {\n %s%d\n}"
              .formatted(network, number, network, 3 - number));
    }
  }

  @TempDir private Path folder;
  private Pair pair;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource({
    "V2_IPV4, BATON",
    "V2_IPV4, KEEPALIVED",
    "V3_IPV4, BATON",
    "V3_IPV4, KEEPALIVED",
    "V3_IPV6, BATON",
    "V3_IPV6, KEEPALIVED"
  })
  @Rfc("H11")
  void peersElectFailOverAndHandBackWithoutMulticast(Mode mode, Daemon preferred) {
    // Given
    var text = mode.text;
    var address = text.address();
    preferred.other().start(pair.second(), mode.on(2).at(LOW));
    pair.awaitHolder(address, pair.second(), Pair.START);

    // When: a better one comes
    preferred.start(pair.first(), mode.on(1).at(HIGH));
    pair.awaitHolder(address, pair.first(), Pair.START);

    // When: it stops in order
    pair.first().stopDaemon();
    pair.awaitHolder(address, pair.second(), text.skew(LOW) + Pair.MARGIN);

    // When: it comes back, and its host dies
    preferred.start(pair.first(), mode.on(1).at(HIGH));
    pair.awaitHolder(address, pair.first(), Pair.START);
    var crashed = LocalDateTime.now(ZoneId.systemDefault());
    pair.first().crash();
    Poll.until("takeover", text.down(LOW) + Pair.MARGIN, () -> pair.second().holds(address));

    // Then
    assertThat(pair.longestOverlap(address, crashed)).isLessThan(Pair.MARGIN);
    assertThat(pair.lan().captured(MULTICAST)).isEmpty();
    pair.assertNoBadChecksum();
  }
}
