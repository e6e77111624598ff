package io.baton.track;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.FileConfig;
import io.baton.config.FileConfig.Initial;
import io.baton.vrrp.TrackerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real files in real time. Where inotify tells of a change, four seconds are less than the next
/// look in any case.
@Timeout(60)
class FileWatchTest {

  private static final long SOON_SECONDS = 4;

  @TempDir Path folder;

  private final List<TrackerResult> told = new CopyOnWriteArrayList<>();
  private final FileWatch watch = new FileWatch(told::add);

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void aFileThatIsWrittenReplacedAndDeletedIsSeenAtOnce() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("load"), "1\n");

    // When
    watch(file, null);
    awaitValues(1);
    Files.writeString(file, "-20\n");
    awaitValues(1, -20);
    Path next = Files.writeString(folder.resolve("next"), "3\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    awaitValues(1, -20, 3);
    Files.delete(file);

    // Then
    awaitValues(1, -20, 3, 0);
    assertThat(told).allMatch(TrackerResult::good);
    assertThat(told.getLast().evidence()).isEqualTo(file + " does not exist, counts as 0");
  }

  @Test
  void aLinkThatLeadsElsewhereAsInKubernetesIsSeenAtOnce() throws IOException {
    // Given
    revision("..1", "5");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Path file = Files.createSymbolicLink(folder.resolve("load"), Path.of("..data", "load"));
    watch(file, null);
    awaitValues(5);

    // When
    revision("..2", "6");
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

    // Then
    awaitValues(5, 6);
  }

  @Test
  void aFileBehindALinkIsSeenAtOnce() throws IOException {
    // Given
    Path target = revision("elsewhere", "5");
    watch(Files.createSymbolicLink(folder.resolve("load"), target), null);
    awaitValues(5);

    // When
    Files.writeString(target, "6");

    // Then
    awaitValues(5, 6);
  }

  @Test
  void aFolderThatComesLaterIsSeen() throws IOException {
    // Given
    Path file = folder.resolve("later").resolve("load");
    watch(file, null);
    awaitValues(0);

    // When
    revision("later", "8");

    // Then
    awaitValues(0, 8);
  }

  @Test
  void aFolderThatIsReplacedIsWatchedAgain() throws IOException {
    // Given
    Path file = revision("run", "1");
    watch(file, null);
    awaitValues(1);

    // When
    Files.move(folder.resolve("run"), folder.resolve("old"));
    revision("run", "2");
    await().atMost(20, SECONDS).until(() -> told.getLast().value() == 2);
    int before = told.size();
    Files.writeString(file, "3");

    // Then
    await().atMost(SOON_SECONDS, SECONDS).until(() -> told.size() == before + 1);
    assertThat(told.getLast().value()).isEqualTo(3);
  }

  @Test
  void theFirstContentIsWrittenIntoAFileThatIsMissing() throws IOException {
    // Given
    Path file = folder.resolve("load");

    // When
    watch(file, new Initial(-7, false));

    // Then
    awaitValues(-7);
    assertThat(file).hasContent("-7\n");
  }

  @Test
  void theFirstContentReplacesAnotherOnlyIfAskedTo() throws IOException {
    // Given
    Path kept = Files.writeString(folder.resolve("kept"), "1");
    Path replaced = Files.writeString(folder.resolve("replaced"), "1");

    // When
    watch.track(
        List.of(
            new FileConfig("a", kept.toString(), 1, false, new Initial(9, false)),
            new FileConfig("b", replaced.toString(), 1, false, new Initial(9, true))));
    watch.start();

    // Then
    awaitValues(1, 9);
    assertThat(replaced).hasContent("9\n");
  }

  @Test
  void aLinkIsNeverOverwritten() throws IOException {
    // Given
    Path precious = Files.writeString(folder.resolve("precious"), "1");
    Path link = Files.createSymbolicLink(folder.resolve("load"), precious);

    // When
    watch(link, new Initial(9, true));

    // Then
    awaitValues(1);
    assertThat(precious).hasContent("1");
  }

  @Test
  void aTrackerThatIsAddedTellsAtOnceAndTheOtherNothing() throws IOException {
    // Given
    Path one = Files.writeString(folder.resolve("one"), "1");
    Path two = Files.writeString(folder.resolve("two"), "2");
    var first = new FileConfig("one", one.toString(), 1, false, new Initial(5, true));
    watch.track(List.of(first));
    watch.start();
    awaitValues(5);

    // When
    watch.track(List.of(first, new FileConfig("two", two.toString(), 1, false, null)));

    // Then
    awaitValues(5, 2);
  }

  private void watch(Path file, @Nullable Initial initial) {
    watch.track(List.of(new FileConfig("load", file.toString(), 1, false, initial)));
    watch.start();
  }

  private Path revision(String name, String content) throws IOException {
    Path next = Files.createDirectory(folder.resolve(name + ".tmp"));
    Files.writeString(next.resolve("load"), content);
    Files.move(next, folder.resolve(name));
    return folder.resolve(name).resolve("load");
  }

  private void awaitValues(Integer... values) {
    await()
        .atMost(SOON_SECONDS, SECONDS)
        .untilAsserted(
            () -> assertThat(told).extracting(TrackerResult::value).containsExactly(values));
  }
}
