package io.baton.track;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.Command;
import io.baton.config.ScriptConfig;
import io.baton.script.Scripts;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The tracker with real processes in real time.
@Timeout(60)
class ScriptTrackerProcessTest {

  @TempDir Path folder;

  private final List<TrackerResult> told = new CopyOnWriteArrayList<>();

  @Test
  void aServiceThatGoesAndComesBackIsSeen() throws IOException {
    // Given
    var scripts = new Scripts(folder);
    Path marker = Files.createFile(scripts.path("up"));
    Command command = scripts.script("check", "test -e $1 || { echo gone; exit 3; }", "" + marker);

    try (var tracker = new ScriptTracker(config(command, 5000), Scripts.runner(), told::add)) {
      // When
      tracker.start();
      await().atMost(20, SECONDS).until(() -> told.size() == 1);
      Files.delete(marker);
      await().atMost(20, SECONDS).until(() -> told.size() == 2);
      Files.createFile(marker);
      await().atMost(20, SECONDS).until(() -> told.size() == 3);
    }

    // Then
    assertThat(told)
        .containsExactly(
            new TrackerResult(TrackerKey.script("web"), true, "exit code 0"),
            new TrackerResult(TrackerKey.script("web"), false, "exit code 3: gone"),
            new TrackerResult(TrackerKey.script("web"), true, "exit code 0"));
  }

  @Test
  void aHangingCheckIsAFailureAndIsKilled() {
    // Given
    var scripts = new Scripts(folder);
    Command command = scripts.script("check", "echo $$ > $0.pid; sleep 1000");

    try (var tracker = new ScriptTracker(config(command, 300), Scripts.runner(), told::add)) {
      // When
      tracker.start();
      await().atMost(20, SECONDS).until(() -> !told.isEmpty());

      // Then
      assertThat(told)
          .containsExactly(
              new TrackerResult(TrackerKey.script("web"), false, "timed out after 0.3 s"));
    }
    assertThat(scripts.isAlive("check.pid")).isFalse();
  }

  @Test
  void closeKillsARunningProgramAndTellsNothing() {
    // Given
    var scripts = new Scripts(folder);
    Command command =
        scripts.script("check", "trap '' TERM; echo $$ > $0.pid; while :; do sleep 1; done");
    var tracker = new ScriptTracker(config(command, 60_000), Scripts.runner(), told::add);
    tracker.start();
    await().atMost(20, SECONDS).until(() -> scripts.isAlive("check.pid"));

    // When
    tracker.close();

    // Then
    assertThat(scripts.isAlive("check.pid")).isFalse();
    assertThat(told).isEmpty();
  }

  private static ScriptConfig config(Command command, long timeoutMillis) {
    return new ScriptConfig(
        "web",
        command,
        Duration.ofMillis(50),
        Duration.ofMillis(timeoutMillis),
        0,
        false,
        1,
        2,
        false);
  }
}
