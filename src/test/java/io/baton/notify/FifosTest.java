package io.baton.notify;

import static io.baton.notify.Events.event;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.Command;
import io.baton.config.FifoConfig;
import io.baton.config.NotifyConfig;
import io.baton.script.Scripts;
import io.baton.vrrp.ReportedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With real pipes and programs.
@Timeout(60)
class FifosTest {

  @TempDir Path folder;

  @Test
  void aProgramReadsEveryLineAndTheStopTooAndThePipeIsGoneAfterwards() throws Exception {
    // Given
    var pipe = folder.resolve("pipe");
    var out = folder.resolve("out");
    var fifos = fifos(pipe, reader("cat \"$1\" >> " + out));

    // When
    fifos.accept(event("VI 1", 1, ReportedState.INIT), NotifyConfig.NONE);
    fifos.accept(event("VI 1", 1, ReportedState.MASTER, 90), NotifyConfig.NONE);
    await().atMost(20, SECONDS).until(() -> Files.exists(out) && Files.size(out) > 0);
    fifos.accept(event("VI 1", 2, ReportedState.STOP, 90), NotifyConfig.NONE);
    fifos.close(Duration.ofSeconds(10));

    // Then
    assertThat(out).hasContent("INSTANCE \"VI 1\" MASTER 90\nINSTANCE \"VI 1\" STOP 90\n");
    assertThat(pipe).doesNotExist();
    assertThat(fifos.dropped()).isZero();
  }

  @Test
  void aProgramThatDiesIsStartedAgain() throws Exception {
    // Given
    var out = folder.resolve("out");
    var fifos = fifos(folder.resolve("pipe"), reader("head -n 1 \"$1\" >> " + out));

    // When // Then
    for (int i = 1; i <= 2; i++) {
      int lines = i;
      fifos.accept(event("VI_1", i, ReportedState.MASTER), NotifyConfig.NONE);
      await()
          .atMost(20, SECONDS)
          .until(() -> Files.exists(out) && Files.readAllLines(out).size() == lines);
    }
    fifos.close(Duration.ofMillis(200));
  }

  @Test
  void withoutAReaderTheOldestLinesAreDroppedAndNobodyWaits() {
    // Given
    var fifos = fifos(folder.resolve("pipe"), null);

    // When: more than pipe and queue hold
    for (int i = 1; i <= 8000; i++) {
      fifos.accept(event("VI_1", i, ReportedState.MASTER), NotifyConfig.NONE);
    }

    // Then
    assertThat(fifos.dropped()).isPositive();
    fifos.close(Duration.ofMillis(200));
  }

  @Test
  void aReloadWritesEveryStateAgainWhereItIsWantedAndAPipeThatGoesIsTakenAway() throws Exception {
    // Given
    var out = folder.resolve("out");
    var wanting =
        new FifoConfig(folder.resolve("a").toString(), null, reader("cat \"$1\" >> " + out), true);
    var other = new FifoConfig(folder.resolve("b").toString(), null, null, false);
    var fifos = new Fifos(Scripts.runner(), FifosTest::makePipe);
    fifos.replace(List.of(wanting, other));
    fifos.accept(event("VI_1", 1, ReportedState.MASTER), NotifyConfig.NONE);
    fifos.accept(event("VI_2", 1, ReportedState.BACKUP), NotifyConfig.NONE);
    await().atMost(20, SECONDS).until(() -> Files.exists(out) && Files.size(out) > 50);
    await().atMost(20, SECONDS).until(() -> Files.exists(folder.resolve("b")));

    // When
    fifos.replace(List.of(wanting));
    fifos.close(Duration.ofSeconds(10));

    // Then
    assertThat(folder.resolve("b")).doesNotExist();
    String once = "INSTANCE \"VI_1\" MASTER 100\nINSTANCE \"VI_2\" BACKUP 100\n";
    assertThat(out).hasContent(once + once);
  }

  @Test
  void aFileThatIsNoPipeIsLeftAlone() throws Exception {
    // Given
    var file = Files.writeString(folder.resolve("pipe"), "precious");

    // When
    var fifos = fifos(file, null);
    fifos.accept(event("VI_1", 1, ReportedState.MASTER), NotifyConfig.NONE);
    fifos.close(Duration.ofMillis(400));

    // Then
    assertThat(file).hasContent("precious");
  }

  private static Fifos fifos(Path pipe, @Nullable Command script) {
    var fifos = new Fifos(Scripts.runner(), FifosTest::makePipe);
    fifos.replace(List.of(new FifoConfig(pipe.toString(), null, script, false)));
    return fifos;
  }

  private static void makePipe(Path path) {
    try {
      assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Command reader(String line) throws Exception {
    var script = Files.writeString(folder.resolve("reader.sh"), "#!/bin/sh\n" + line + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return new Command(List.of(script.toString()), null);
  }
}
