package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whole clusters of the production engine in virtual time, on a network that loses, delays,
/// duplicates and cuts, with crashes, restarts, freezes, drifting clocks, failing checks, sync
/// groups and links going down. One seed makes everything: `-Dseed=N` runs one again, `-Dseeds=N`
/// says the last one, and `-DfirstSeed=N` the first.
@ExtendWith(QuietEngine.class)
class ClusterSimulationTest {

  @Test
  @Rfc("E3")
  void everyClusterHoldsItsInvariantsAndHeals() {
    // Given
    Long one = Long.getLong("seed");
    long from = one == null ? Long.getLong("firstSeed", 1L) : one;
    long to = one == null ? Long.getLong("seeds", 1_000L) : one;

    // When
    for (long seed = from; seed <= to; seed++) {
      try {
        new SimulatedCluster(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": run again with -Dseed=" + seed, e);
      }
    }

    // Then
    assertThat(to).isGreaterThanOrEqualTo(from);
  }
}
