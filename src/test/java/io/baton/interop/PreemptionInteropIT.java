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
import org.junit.jupiter.params.provider.EnumSource;

/// A better router that comes late does not always take over at once.
class PreemptionInteropIT {

  private static final int HIGH = 150;
  private static final int LOW = 100;
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

  /// The better one on the first host has started and waits, the worse one on the second is active.
  private void startLate(Daemon better, String line) {
    better.other().start(pair.second(), TEXT.at(LOW));
    pair.awaitHolder(ADDRESS, pair.second(), Pair.START);
    better.start(pair.first(), TEXT.with(line).at(HIGH));
    Poll.until("the better one waits", Pair.START, () -> pair.first().said().contains("BACKUP"));
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void withNopreemptItWaitsUntilTheActiveOneDies(Daemon better) {
    // Given
    startLate(better, "nopreempt");
    pair.awaitSteadyHolder(ADDRESS, pair.second(), 4, 5);

    // When
    pair.second().crash();

    // Then
    double down = TEXT.down(HIGH) + Pair.MARGIN;
    Poll.until("takeover", down, () -> pair.first().holds(ADDRESS));
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void withPreemptDelayItTakesOverAfterThatTime(Daemon better) {
    // Given
    startLate(better, "preempt_delay 3");
    var waits = LocalDateTime.now(ZoneId.systemDefault());

    // When
    pair.awaitHolder(ADDRESS, pair.first(), Pair.START);

    // Then: the delay begins with the first advertisement heard
    var waited = Duration.between(waits, pair.last(pair.first(), ADDRESS).at());
    assertThat(Pair.seconds(waited)).isBetween(2.5, 3 + TEXT.down(HIGH) + 1);
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void preemptDelayDoesNotDelayATakeover(Daemon better) {
    // Given
    startLate(better, "preempt_delay 60");
    pair.awaitSteadyHolder(ADDRESS, pair.second(), 3, 4);

    // When
    pair.second().crash();

    // Then
    double down = TEXT.down(HIGH) + Pair.MARGIN;
    Poll.until("takeover", down, () -> pair.first().holds(ADDRESS));
  }
}
