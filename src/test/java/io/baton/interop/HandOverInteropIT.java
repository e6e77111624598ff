package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client does not notice that Baton stops: its successor answers before Baton goes.
class HandOverInteropIT {

  private static final Logger LOG = Logger.getLogger(HandOverInteropIT.class);

  private static final String ADDRESS = "10.9.0.100";
  private static final int HIGH = 150;
  private static final int LOW = 100;

  /// The end of a Java process beyond the hand-over, on a busy host.
  private static final double SLOWEST_EXIT = 4;

  /// Every 5 ms.
  private static final String PROBES = "ping -n -q -i 0.005 -c %d -W 1 " + ADDRESS;

  private static final Pattern COUNTS = Pattern.compile("(\\d+) packets.*, (\\d+) received");

  @TempDir private Path folder;
  private Pair pair;
  private Host client;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
    client = pair.lan().host("c", 3);
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource({
    "KEEPALIVED, 2, 1",
    "KEEPALIVED, 3, 0.1",
    "BATON, 2, 1",
    "BATON, 3, 0.1",
  })
  void aStopCostsTheClientNoAnswer(Daemon successor, int version, double interval)
      throws Exception {
    // Given
    var text = InstanceText.of(version, interval, ADDRESS);
    successor.start(pair.second(), text.at(LOW));
    pair.awaitHolder(ADDRESS, pair.second(), Pair.START);
    Daemon.BATON.start(pair.first(), text.at(HIGH));
    pair.awaitSteadyHolder(ADDRESS, pair.first(), 2, Pair.START);
    Poll.until("the client reaches it", 5, () -> client.reaches(ADDRESS));

    // When
    int count = 400 + (int) (text.skew(LOW) * 200);
    var probes = client.start("ping", PROBES.formatted(count).split(" "));
    Poll.until("probes are on their way", 5, probes::isAlive);
    var stopped = LocalDateTime.now(ZoneId.systemDefault());
    long asked = System.nanoTime();
    pair.first().stopDaemon();
    double exit = (System.nanoTime() - asked) / 1e9;
    pair.awaitHolder(ADDRESS, pair.second(), 2);
    probes.waitFor();

    // Then
    var until = LocalDateTime.now(ZoneId.systemDefault());
    double both = Overlap.longest(pair.first(), pair.second(), ADDRESS, stopped, until);
    long lost = lost(client.said("ping"));
    LOG.infof(
        "%s as the successor, version %d every %s s: lost %d of %d probes, both held the address"
            + " for %.0f ms, exit after %.0f ms",
        successor, version, interval, lost, count, both * 1e3, exit * 1e3);
    assertThat(lost).as("probes lost").isZero();
    assertThat(both).isBetween(0.0, Pair.MARGIN);
    assertThat(exit).isLessThan(text.skew(LOW) + SLOWEST_EXIT);
  }

  private static long lost(String said) {
    var counts = COUNTS.matcher(said);
    assertThat(counts.find()).as(said).isTrue();
    return Long.parseLong(counts.group(1)) - Long.parseLong(counts.group(2));
  }
}
