package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The active daemon stands still or dies without a word, its host lives on. Says for how long two
/// hosts held the address.
class FrozenDaemonInteropIT {

  private static final Logger LOG = Logger.getLogger(FrozenDaemonInteropIT.class);
  private static final int HIGH = 150;
  private static final int LOW = 100;
  private static final double PAUSE = 5;
  private static final InstanceText TEXT = InstanceText.of(3, 0.5, "10.9.0.100");
  private static final String ADDRESS = TEXT.address();

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

  private void start(Daemon active) {
    active.other().start(pair.second(), TEXT.at(LOW));
    pair.awaitHolder(ADDRESS, pair.second(), Pair.START);
    active.start(pair.first(), TEXT.at(HIGH));
    pair.awaitHolder(ADDRESS, pair.first(), Pair.START);
  }

  private double overlap(String what, Daemon active) {
    double seconds = pair.longestOverlap(ADDRESS, LocalDateTime.now(ZoneId.systemDefault()));
    LOG.infof("%s %s: both held the address for %.2f s", active, what, seconds);
    return seconds;
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void oneIsActiveAgainAfterAPauseOfFiveSeconds(Daemon active) {
    // Given
    start(active);

    // When
    pair.first().freeze();
    Poll.during("takeover", PAUSE - TEXT.down(LOW) - Pair.MARGIN, PAUSE, this::isOnSecond);
    pair.first().thaw();

    // Then: the better one has it again, and no other
    pair.awaitSteadyHolder(ADDRESS, pair.first(), 2, Pair.START);
    assertThat(overlap("frozen for 5 s", active)).isLessThan(PAUSE);
  }

  private boolean isOnSecond() {
    return pair.second().holds(ADDRESS);
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void oneIsActiveAgainAfterAKilledDaemonComesBack(Daemon active) {
    // Given
    start(active);

    // When
    pair.first().kill();
    Poll.until("takeover", TEXT.down(LOW) + Pair.MARGIN, this::isOnSecond);
    Poll.during("the second keeps it", 4, 5, this::isOnSecond);
    overlap("killed, after 4 s", active);

    // Then
    active.start(pair.first(), TEXT.at(HIGH));
    pair.awaitSteadyHolder(ADDRESS, pair.first(), 2, Pair.START);
  }
}
