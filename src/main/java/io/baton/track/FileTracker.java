package io.baton.track;

import io.baton.config.FileConfig;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.TrackerResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Judges what was read in one tracked file. Knows no clock, no file and no thread.
///
/// A shell's `echo 5 > file` empties the file before it writes. So a new number is believed when it
/// is still there a moment later, and that there is none after a longer one.
final class FileTracker {

  private static final long SETTLED_NANOS = Duration.ofMillis(20).toNanos();
  private static final long SETTLED_WITHOUT_NUMBER_NANOS = Duration.ofMillis(100).toNanos();

  private final FileConfig config;
  private final Path path;
  private @Nullable FileNumber told;
  private @Nullable FileNumber candidate;
  private long sinceNanos;

  FileTracker(FileConfig config) {
    this.config = config;
    this.path = Path.of(config.path());
  }

  FileConfig config() {
    return config;
  }

  Path path() {
    return path;
  }

  /// What is to be told about what the file holds now, if anything.
  Optional<TrackerResult> read(FileNumber now, long nowNanos) {
    if (told == null) {
      return tell(now);
    }
    if (now.equals(told)) {
      candidate = null;
      return Optional.empty();
    }
    if (!now.equals(candidate)) {
      candidate = now;
      sinceNanos = nowNanos;
    }
    return nowNanos - sinceNanos >= settled(now) ? tell(now) : Optional.empty();
  }

  private Optional<TrackerResult> tell(FileNumber now) {
    told = now;
    candidate = null;
    var key = new TrackerKey(Kind.FILE, config.name());
    return Optional.of(new TrackerResult(key, true, now.value(), now.evidence()));
  }

  /// When the file is to be read again because a change may have settled.
  OptionalLong deadlineNanos() {
    return candidate == null
        ? OptionalLong.empty()
        : OptionalLong.of(sinceNanos + settled(candidate));
  }

  private static long settled(FileNumber number) {
    return number.isNumber() ? SETTLED_NANOS : SETTLED_WITHOUT_NUMBER_NANOS;
  }
}
