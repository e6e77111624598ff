package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.FileConfig;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.TrackerResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileTrackerTest {

  private static final long MILLISECOND = 1_000_000;

  private final FileTracker tracker = new FileTracker(new FileConfig("load", "/f", 1, false, null));

  @Test
  void theFirstNumberIsToldAtOnceAndNotAgain() {
    // Given // When
    var first = read("5", 0);
    var again = read("5", 1000);

    // Then
    var key = new TrackerKey(Kind.FILE, "load");
    assertThat(first).isEqualTo(new TrackerResult(key, true, 5, "/f holds 5"));
    assertThat(again).isNull();
    assertThat(tracker.deadlineNanos()).isEmpty();
  }

  @Test
  void aNewNumberIsToldWhenItIsStillThereAMomentLater() {
    // Given
    read("5", 0);

    // When // Then
    assertThat(read("6", 100)).isNull();
    assertThat(tracker.deadlineNanos()).hasValue(120 * MILLISECOND);
    assertThat(read("6", 119)).isNull();
    assertThat(read("6", 120)).extracting(TrackerResult::value).isEqualTo(6);
  }

  @Test
  void aFileThatIsEmptiedAndWrittenNeverCountsAsZero() {
    // Given
    read("-254", 0);

    // When // Then
    assertThat(read("", 100)).isNull();
    assertThat(read("", 199)).isNull();
    assertThat(read("-254", 200)).isNull();
    assertThat(read("", 300)).as("a new moment").isNull();
    assertThat(read("", 400)).extracting(TrackerResult::value).isEqualTo(0);
  }

  private @Nullable TrackerResult read(String text, long millis) {
    return tracker.read(FileNumber.parse(Path.of("/f"), text), millis * MILLISECOND).orElse(null);
  }
}
