package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Baton and keepalived elect, fail over and hand back between each other, from the same
/// configuration text.
class KeepalivedInteropIT {

  /// A dialect of the protocol.
  enum Mode {
    V2_PASSWORD(
        InstanceText.of(2, 1, "10.9.0.100")
            .with("authentication {\n auth_type PASS\n auth_pass s3cr3t\n}")),
    V2_PLAIN(InstanceText.of(2, 1, "10.9.0.100")),
    V3_IPV4(InstanceText.of(3, 0.5, "10.9.0.100")),
    V3_IPV6(InstanceText.of(3, 0.5, "fe80::100"));

    private final InstanceText text;

    Mode(InstanceText text) {
      this.text = text;
    }
  }

  /// Not to the MAC address of a group.
  private static final String ELSEWHERE =
      "vrrp && !(eth.dst == 01:00:5e:00:00:12 || eth.dst == 33:33:00:00:00:12)";

  private static final int HIGH = 150;
  private static final int LOW = 100;

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
    "V2_PASSWORD, BATON",
    "V2_PASSWORD, KEEPALIVED",
    "V2_PLAIN, BATON",
    "V2_PLAIN, KEEPALIVED",
    "V3_IPV4, BATON",
    "V3_IPV4, KEEPALIVED",
    "V3_IPV6, BATON",
    "V3_IPV6, KEEPALIVED"
  })
  @Rfc({"H11", "A2", "A7", "E3"})
  void electsFailsOverAndHandsBack(Mode mode, Daemon preferred) {
    // Given
    var text = mode.text;
    var address = text.address();
    preferred.other().start(pair.second(), text.at(LOW));
    pair.awaitHolder(address, pair.second(), Pair.START);
    preferred.start(pair.first(), text.at(HIGH));
    pair.awaitHolder(address, pair.first(), Pair.START);

    // When: the preferred one stops in order
    pair.first().stopDaemon();
    pair.awaitHolder(address, pair.second(), text.skew(LOW) + Pair.MARGIN);
    var handedOver = pair.gap(address);

    // When: it comes back and preempts
    preferred.start(pair.first(), text.at(HIGH));
    pair.awaitHolder(address, pair.first(), Pair.START);

    // When: its host dies
    var crashed = LocalDateTime.now(ZoneId.systemDefault());
    pair.first().crash();
    Poll.until("takeover", text.down(LOW) + Pair.MARGIN, () -> pair.second().holds(address));
    var tookOver = Duration.between(crashed, pair.last(pair.second(), address).at());

    // Then
    assertThat(Pair.seconds(handedOver))
        .isBetween(text.skew(LOW) - 0.1, text.skew(LOW) + Pair.MARGIN);
    assertThat(Pair.seconds(tookOver))
        .isBetween(text.down(LOW) - text.interval() - 0.1, text.down(LOW) + Pair.MARGIN);
    assertThat(pair.longestOverlap(address, crashed)).isLessThan(Pair.MARGIN);
    assertThat(pair.lan().captured(ELSEWHERE)).isEmpty();
    pair.assertNoBadChecksum();
  }

  @ParameterizedTest
  @CsvSource({"V2_PLAIN, BATON", "V2_PLAIN, KEEPALIVED", "V3_IPV6, BATON", "V3_IPV6, KEEPALIVED"})
  @Rfc("H11")
  void theGreaterAddressWinsBetweenEqualPriorities(Mode mode, Daemon lesser) {
    // Given: the two cannot hear each other, so both are active
    var text = mode.text;
    pair.lan().unplug(pair.first());
    lesser.start(pair.first(), text.at(LOW));
    lesser.other().start(pair.second(), text.at(LOW));
    Poll.until("the lesser is active", Pair.START, () -> pair.first().holds(text.address()));
    Poll.until("the greater is active", Pair.START, () -> pair.second().holds(text.address()));

    // When
    pair.lan().plug(pair.first());

    // Then
    pair.awaitHolder(text.address(), pair.second(), 2 * text.interval() + Pair.MARGIN);
    pair.assertNoBadChecksum();
  }
}
