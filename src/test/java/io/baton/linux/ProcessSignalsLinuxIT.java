package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Signals to real processes.
class ProcessSignalsLinuxIT {

  private static final int TERM = 15;

  @Test
  void aSignalReachesEveryProcessOfTheGroup() throws IOException, InterruptedException {
    // Given
    var leader =
        new ProcessBuilder("setsid", "sh", "-c", "sleep 60 & echo $!; wait")
            .redirectErrorStream(true)
            .start();
    long childPid;
    try (BufferedReader reader = leader.inputReader()) {
      childPid = Long.parseLong(reader.readLine());
      var child = ProcessHandle.of(childPid).orElseThrow();

      // When
      boolean found = ProcessSignals.signalGroup(leader.pid(), TERM);

      // Then
      assertThat(found).isTrue();
      assertThat(leader.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(child.onExit().orTimeout(5, TimeUnit.SECONDS)).succeedsWithin(5, TimeUnit.SECONDS);
    }
    assertThat(ProcessSignals.signalGroup(leader.pid(), TERM)).as("a group that is gone").isFalse();
  }

  @Test
  void signallingEveryProcessIsRefused() {
    // Given
    // When
    // Then
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ProcessSignals.signalGroup(1, TERM));
  }
}
