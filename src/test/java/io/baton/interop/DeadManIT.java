package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses vanish by themselves from a host whose daemon is frozen or dead. With keepalived both
/// hosts hold them: for five seconds when it is frozen for five, for ever when it is dead.
class DeadManIT {

  private static final Logger LOG = Logger.getLogger(DeadManIT.class);
  private static final String ADDRESS = "10.9.0.100";

  /// Two seconds of life for an interval of one second, in the kernel's grain, against three
  /// seconds and the skew of the successor: nothing but the grain may be left.
  private static final double BOUND = 0.5;

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

  private void startBoth(int interval) {
    first.startBaton(config(150, interval));
    Poll.until("the first is active", 12 + 4 * interval, () -> first.holds(ADDRESS));
    second.startBaton(config(100, interval));
    Poll.until("the second is a backup", 12, () -> second.said().contains("STOP -> BACKUP"));
  }

  @AfterEach
  void removeHosts() {
    lan.close();
  }

  private static String config(int priority, int interval) {
    return """
    vrrp_instance VI_1 {
      interface eth0
      virtual_router_id 51
      priority %d
      advert_int %d
      virtual_ipaddress {
        10.9.0.100/24
      }
    }
    """
        .formatted(priority, interval);
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneId.systemDefault());
  }

  @Test
  @Rfc("H5")
  void aKilledDaemonsAddressIsGoneWhenTheOtherTakesOver() {
    // Given
    startBoth(1);
    var killed = now();

    // When
    first.kill();
    Poll.until("takeover", 5, () -> second.holds(ADDRESS));
    Poll.until("the address vanishes", 5, () -> !first.holds(ADDRESS));

    // Then
    assertBoundKept("killed", killed);
  }

  @Test
  @Rfc("H4")
  void aFrozenDaemonsAddressIsGoneAndItGivesUpTheRoleWhenItWakes() {
    // Given
    startBoth(1);
    var frozen = now();

    // When
    first.freeze();
    Poll.until("takeover", 5, () -> second.holds(ADDRESS));
    Poll.until("five seconds", 6, () -> now().isAfter(frozen.plusSeconds(5)));
    first.thaw();
    Poll.until(
        "the first is active again", 8, () -> first.holds(ADDRESS) && !second.holds(ADDRESS));

    // Then
    assertBoundKept("frozen for five seconds", frozen);
    assertThat(first.said()).contains("MASTER -> BACKUP").contains("a backup may have taken over");
  }

  @Test
  void aDaemonThatIsStartedAgainAtOnceResumesAndNobodyTakesOver() {
    // Given
    startBoth(3);

    // When
    first.kill();
    first.startBaton(config(150, 3));
    Poll.until("it resumes", 15, () -> first.said().contains("resumes after a short restart"));

    // Then
    assertThat(first.changes(ADDRESS)).allMatch(AddressChange::added);
    assertThat(second.changes(ADDRESS)).isEmpty();
  }

  private void assertBoundKept(String what, LocalDateTime since) {
    double both = Overlap.longest(first, second, ADDRESS, since, now());
    LOG.infof("%s: both hosts held the address for %.3f s", what, Math.max(0, both));
    assertThat(both).isLessThan(BOUND);
  }
}
