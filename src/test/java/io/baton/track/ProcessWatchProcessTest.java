package io.baton.track;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.ProcessConfig.ParameterMatch;
import io.baton.vrrp.TrackerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, found in the real `/proc`.
@Timeout(60)
class ProcessWatchProcessTest {

  @TempDir Path folder;

  private final List<TrackerResult> told = new CopyOnWriteArrayList<>();

  @Test
  void aProcessThatStartsAndEndsIsSeenWithoutEvents() throws IOException {
    // Given
    String mark = Long.toString(100_000_000 + ProcessHandle.current().pid());
    var config = Processes.line("sleep", List.of(mark), ParameterMatch.EXACT, false);

    try (var watch = new ProcessWatch(told::add)) {
      // When
      watch.track(List.of(config));
      watch.start(false);
      await().atMost(20, SECONDS).until(() -> told.size() == 1);
      var process = new ProcessBuilder("sleep", mark).start();
      await().atMost(20, SECONDS).until(() -> told.size() == 2);
      process.destroyForcibly();
      await().atMost(20, SECONDS).until(() -> told.size() == 3);
    }

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(false, true, false);
  }

  @Test
  void namesOfEveryKindAreRead() throws IOException {
    // Given
    process("1", "1 (a) b) c) S 0 1", "a\0\0b c\0");
    process("2", "2 (zombie) Z 0 2", "");
    process("3", "damaged", "no-end");
    Files.createDirectory(folder.resolve("self"));
    var table = new ProcFolder(folder);

    // When // Then
    assertThat(table.ids()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(table.name(1)).isEqualTo("a) b) c");
    assertThat(table.commandLine(1)).containsExactly("a", "", "b c");
    assertThat(table.name(2)).isNull();
    assertThat(table.commandLine(2)).isEmpty();
    assertThat(table.name(3)).isNull();
    assertThat(table.commandLine(3)).containsExactly("no-end");
    assertThat(table.name(4)).isNull();
  }

  private void process(String pid, String stat, String commandLine) throws IOException {
    Path process = Files.createDirectory(folder.resolve(pid));
    Files.writeString(process.resolve("stat"), stat);
    Files.writeString(process.resolve("cmdline"), commandLine);
  }
}
