package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After a partition both routers are Active, and the network has learned the loser. The winner
/// must announce its addresses again; keepalived does not, since the loser yields without a word.
class PartitionIT {

  private static final Logger LOG = Logger.getLogger(PartitionIT.class);
  private static final InstanceText TEXT = InstanceText.of(2, 1, "10.9.0.100");
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

  @Test
  @Rfc("H1")
  void aThirdHostsNeighbourTablePointsAtTheWinnerWithinAnInterval() {
    // Given: the winner is cut off for six seconds, and a client learns the loser
    var winner = pair.first();
    var loser = pair.second();
    var client = pair.lan().host("c", 3);
    winner.startBaton(TEXT.at(150));
    pair.awaitHolder(ADDRESS, winner, Pair.START);
    loser.startBaton(TEXT.at(100));
    Poll.until("the loser is a backup", 12, () -> loser.said().contains("STOP -> BACKUP"));
    pair.lan().unplug(winner);
    Poll.until("both are active", 6, () -> loser.holds(ADDRESS) && winner.holds(ADDRESS));
    Poll.until("the client reaches the loser", 6, () -> client.reaches(ADDRESS));
    assertThat(client.neighbour(ADDRESS)).isEqualTo(loser.mac());

    // When
    pair.lan().plug(winner);
    var healed = LocalDateTime.now(ZoneId.systemDefault());
    Poll.until(
        "the client knows the winner",
        1 + Pair.MARGIN,
        () -> client.neighbour(ADDRESS).equals(winner.mac()));

    // Then
    var took = Duration.between(healed, LocalDateTime.now(ZoneId.systemDefault()));
    LOG.infof("the client knows the winner %d ms after the partition healed", took.toMillis());
    pair.awaitHolder(ADDRESS, winner, 1);
  }
}
