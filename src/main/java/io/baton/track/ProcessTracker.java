package io.baton.track;

import io.baton.config.ProcessConfig;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.TrackerResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts the processes of one `vrrp_track_process` and judges their number. Knows no clock and no
/// thread: whoever owns it tells what happens and when.
///
/// The delays hold back a change of the verdict, as in keepalived: one that a start caused waits
/// `startDelay`, one that an end caused `endDelay`, and when the number is right again before, it
/// is forgotten. So a service that is restarted quickly is never missed, and never counted twice.
final class ProcessTracker {

  private final ProcessConfig config;
  private final ProcessPattern pattern;
  private final Set<Integer> running = new HashSet<>();
  private @Nullable Boolean told;
  private @Nullable Long changeAtNanos;

  ProcessTracker(ProcessConfig config) {
    this.config = config;
    this.pattern = new ProcessPattern(config);
  }

  ProcessConfig config() {
    return config;
  }

  /// Takes the whole table for what there is.
  void scan(Set<Integer> matching, long nowNanos) {
    int before = running.size();
    running.clear();
    running.addAll(matching);
    note(before, nowNanos);
  }

  /// A process began, or became another program, or has another name.
  ///
  /// @param name null when it is gone already
  void changed(ProcessTable table, int pid, @Nullable String name, long nowNanos) {
    int before = running.size();
    if (name != null && matches(table, pid, name)) {
      running.add(pid);
    } else {
      running.remove(pid);
    }
    note(before, nowNanos);
  }

  boolean matches(ProcessTable table, int pid, String name) {
    return pattern.matches(table, pid, name);
  }

  void ended(int pid, long nowNanos) {
    int before = running.size();
    running.remove(pid);
    note(before, nowNanos);
  }

  private void note(int before, long nowNanos) {
    if (told != null && isGood() == told) {
      changeAtNanos = null;
    } else if (told == null) {
      changeAtNanos = nowNanos;
    } else if (changeAtNanos == null) {
      var delay = running.size() >= before ? config.startDelay() : config.endDelay();
      changeAtNanos = nowNanos + delay.toNanos();
    }
  }

  /// What is to be told now, if anything.
  Optional<TrackerResult> verdict(long nowNanos) {
    if (changeAtNanos == null || nowNanos - changeAtNanos < 0) {
      return Optional.empty();
    }
    changeAtNanos = null;
    boolean good = isGood();
    told = good;
    return Optional.of(
        new TrackerResult(new TrackerKey(Kind.PROCESS, config.name()), good, evidence()));
  }

  /// When `verdict` has something new; none when only an event can bring it.
  OptionalLong deadlineNanos() {
    return changeAtNanos == null ? OptionalLong.empty() : OptionalLong.of(changeAtNanos);
  }

  private boolean isGood() {
    return running.size() >= config.quorum() && running.size() <= config.quorumMax();
  }

  private String evidence() {
    int count = running.size();
    String wanted =
        config.quorumMax() == ProcessConfig.UNLIMITED
            ? "at least %d".formatted(config.quorum())
            : "%d to %d".formatted(config.quorum(), config.quorumMax());
    return "%d %s %s, wanted %s"
        .formatted(count, count == 1 ? "process" : "processes", config.process(), wanted);
  }
}
