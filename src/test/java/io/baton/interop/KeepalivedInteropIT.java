package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

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
    V2_PASSWORD(2, "10.9.0.100", 1.0, "authentication { auth_type PASS\n auth_pass s3cr3t }"),
    V2_PLAIN(2, "10.9.0.100", 1.0, ""),
    V3_IPV4(3, "10.9.0.100", 0.5, ""),
    V3_IPV6(3, "fe80::100", 0.5, "");

    private final int version;
    private final String address;
    private final double interval;
    private final String more;

    Mode(int version, String address, double interval, String more) {
      this.version = version;
      this.address = address;
      this.interval = interval;
      this.more = more.replace("{", "{\n").replace("}", "\n}");
    }

    String config(int priority) {
      return """
      vrrp_instance VI_1 {
        state BACKUP
        interface eth0
        version %d
        virtual_router_id 51
        priority %d
        advert_int %s
        %s
        virtual_ipaddress {
          %s/24
        }
      }
      """
          .formatted(version, priority, interval, more, address);
    }

    double skew(int priority) {
      return (256 - priority) / 256.0 * (version == 2 ? 1 : interval);
    }

    double down(int priority) {
      return 3 * interval + skew(priority);
    }
  }

  /// A daemon under test.
  enum Daemon {
    BATON,
    KEEPALIVED;

    void start(Host host, String config) {
      switch (this) {
        case BATON -> host.startBaton(config);
        case KEEPALIVED -> host.startKeepalived(config);
      }
    }
  }

  private static final int HIGH = 150;
  private static final int LOW = 100;

  /// What starting a process and looking every 20 ms cost, on two busy cores.
  private static final double MARGIN = 0.4;

  private static final double START = 15;

  @TempDir private Path folder;
  private Lan lan;
  private Host first;
  private Host second;

  @BeforeEach
  void makeHosts() {
    lan = new Lan(folder);
    first = lan.host("a", 1);
    second = lan.host("b", 2);
  }

  @AfterEach
  void removeHosts() {
    lan.close();
  }

  @ParameterizedTest
  @CsvSource({
    "V2_PASSWORD, BATON, KEEPALIVED",
    "V2_PASSWORD, KEEPALIVED, BATON",
    "V2_PLAIN, BATON, KEEPALIVED",
    "V2_PLAIN, KEEPALIVED, BATON",
    "V3_IPV4, BATON, KEEPALIVED",
    "V3_IPV4, KEEPALIVED, BATON",
    "V3_IPV6, BATON, KEEPALIVED",
    "V3_IPV6, KEEPALIVED, BATON"
  })
  void electsFailsOverAndHandsBack(Mode mode, Daemon preferred, Daemon other) {
    // Given
    other.start(second, mode.config(LOW));
    awaitHolder(mode, second, START);
    preferred.start(first, mode.config(HIGH));
    awaitHolder(mode, first, START);

    // When: the preferred one stops in order
    first.stopDaemon();
    awaitHolder(mode, second, mode.skew(LOW) + MARGIN);
    var handedOver = gap(mode);

    // When: it comes back and preempts
    preferred.start(first, mode.config(HIGH));
    awaitHolder(mode, first, START);

    // When: its host dies
    var crashed = LocalDateTime.now(ZoneId.systemDefault());
    first.crash();
    Poll.until("takeover", mode.down(LOW) + MARGIN, () -> second.holds(mode.address));
    var tookOver = Duration.between(crashed, last(second, mode).at());

    // Then
    assertThat(seconds(handedOver)).isBetween(mode.skew(LOW) - 0.1, mode.skew(LOW) + MARGIN);
    assertThat(seconds(tookOver))
        .isBetween(mode.down(LOW) - mode.interval - 0.1, mode.down(LOW) + MARGIN);
    assertThat(Overlap.longest(first, second, mode.address, LocalDateTime.MIN, crashed))
        .isLessThan(MARGIN);
    assertNoBadChecksum();
  }

  @ParameterizedTest
  @CsvSource({
    "V2_PLAIN, BATON, KEEPALIVED",
    "V2_PLAIN, KEEPALIVED, BATON",
    "V3_IPV6, BATON, KEEPALIVED",
    "V3_IPV6, KEEPALIVED, BATON"
  })
  void theGreaterAddressWinsBetweenEqualPriorities(Mode mode, Daemon lesser, Daemon greater) {
    // Given: the two cannot hear each other, so both are active
    lan.unplug(first);
    lesser.start(first, mode.config(LOW));
    greater.start(second, mode.config(LOW));
    Poll.until("the lesser is active", START, () -> first.holds(mode.address));
    Poll.until("the greater is active", START, () -> second.holds(mode.address));

    // When
    lan.plug(first);

    // Then
    awaitHolder(mode, second, 2 * mode.interval + MARGIN);
    assertNoBadChecksum();
  }

  private void awaitHolder(Mode mode, Host holder, double seconds) {
    var other = holder == first ? second : first;
    try {
      Poll.until(
          "address on " + holder,
          seconds,
          () -> holder.holds(mode.address) && !other.holds(mode.address));
    } catch (RuntimeException e) {
      throw new AssertionError(
          e.getMessage() + "\n--- first:\n" + first.said() + "\n--- second:\n" + second.said(), e);
    }
  }

  private static AddressChange last(Host host, Mode mode) {
    return host.changes(mode.address).getLast();
  }

  /// From the first host's loss of the address to the second one's gain.
  private Duration gap(Mode mode) {
    Poll.until("both changes seen", 2, () -> !last(first, mode).added());
    Poll.until("both changes seen", 2, () -> last(second, mode).added());
    return Duration.between(last(first, mode).at(), last(second, mode).at());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private void assertNoBadChecksum() {
    var good = lan.captured("vrrp.checksum.status == 1");
    var bad = lan.captured("vrrp.checksum.status == 0");
    assertThat(good).isNotEmpty();
    assertThat(bad).isEmpty();
  }
}
