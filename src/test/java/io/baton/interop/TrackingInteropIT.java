package io.baton.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Health checks change priorities, and both sides do the same sums.
class TrackingInteropIT {

  private static final int[] PRIORITIES = {110, 100};
  private static final int PENALTY = -30;
  private static final int BONUS = 15;

  /// The time in which a check runs for certain and an election ends.
  private static final double SETTLED = 1.9;

  private static final InstanceText TEXT = InstanceText.of(3, 0.1, "10.9.0.100");

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

  /// A check that fails while a file is missing.
  private Path file(int host, String check) {
    return folder.resolve(check + host);
  }

  private String script(int host, String check, int weight) {
    return """
    vrrp_script %s {
      script "/usr/bin/test -e %s"
      interval 1
      rise 1
      fall 1
      weight %d
      user root
    }
    """
        .formatted(check, file(host, check), weight);
  }

  private String config(int host) {
    return script(host, "penalty", PENALTY)
        + script(host, "bonus", BONUS)
        + TEXT.with("track_script {\n penalty\n bonus\n}").at(PRIORITIES[host]);
  }

  private static boolean fails(int combination, int host, int check) {
    return (combination >> (2 * host + check) & 1) == 1;
  }

  private static int effective(int combination, int host) {
    int priority = PRIORITIES[host];
    priority += fails(combination, host, 0) ? PENALTY : 0;
    priority += fails(combination, host, 1) ? 0 : BONUS;
    return priority;
  }

  private void arrange(int combination) throws IOException {
    for (int host = 0; host < 2; host++) {
      set(file(host, "penalty"), !fails(combination, host, 0));
      set(file(host, "bonus"), !fails(combination, host, 1));
    }
  }

  private static void set(Path file, boolean exists) throws IOException {
    if (!exists) {
      Files.deleteIfExists(file);
    } else if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void theActiveOneIsWhomTheSumsNameWhateverFails(Daemon preferred) throws IOException {
    // Given
    arrange(0);
    preferred.start(pair.first(), config(0));
    preferred.other().start(pair.second(), config(1));
    pair.awaitHolder(TEXT.address(), pair.first(), Pair.START);

    // One check changes from each to the next: a Gray code.
    for (int i = 0; i < 16; i++) {
      // When
      int combination = i ^ i >> 1;
      arrange(combination);

      // Then
      boolean first = effective(combination, 0) > effective(combination, 1);
      pair.awaitSteadyHolder(
          TEXT.address(), first ? pair.first() : pair.second(), SETTLED, 3 * SETTLED);
    }
  }
}
