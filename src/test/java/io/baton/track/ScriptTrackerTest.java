package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.config.Command;
import io.baton.config.ScriptConfig;
import io.baton.script.CommandResult;
import io.baton.script.CommandResult.CouldNotRun;
import io.baton.script.CommandResult.Exited;
import io.baton.script.CommandResult.Signalled;
import io.baton.script.CommandResult.TimedOut;
import io.baton.script.Commands;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The tracker's whole life on the test's thread, in a world of its own time.
class ScriptTrackerTest {

  private static final Command CHECK = new Command(List.of("/usr/bin/check", "web"), null);
  private static final long SECOND = 1_000_000_000L;
  private static final Exited WELL = new Exited(0, "");
  private static final Exited ILL = new Exited(1, "connection refused");

  private final World world = new World();
  private final List<TrackerResult> told = new ArrayList<>();
  private int rise = 1;
  private int fall = 1;
  private boolean initFail;
  private Duration timeout = Duration.ZERO;

  @Test
  void theFirstRunIsAtOnceAndItsVerdictIsTold() {
    // Given
    world.next(100, WELL);

    // When
    track();

    // Then
    assertThat(world.starts).containsExactly(0L);
    assertThat(told)
        .containsExactly(new TrackerResult(TrackerKey.script("web"), true, "exit code 0"));
  }

  @Test
  void onlyChangesAreToldAfterwardsWithTheEvidenceOfTheRunThatDecided() {
    // Given
    fall = 2;
    world.next(0, WELL).next(0, new Exited(7, "once")).next(0, WELL).next(0, ILL);
    world.next(0, new Signalled(9)).next(0, ILL).next(0, WELL).next(0, WELL);

    // When
    track();

    // Then
    assertThat(told)
        .containsExactly(
            new TrackerResult(TrackerKey.script("web"), true, "exit code 0"),
            new TrackerResult(TrackerKey.script("web"), false, "killed by signal 9"),
            new TrackerResult(TrackerKey.script("web"), true, "exit code 0"));
  }

  @Test
  void startsLieOnAGridHoweverLongTheRunsTake() {
    // Given
    world.oversleepMillis = 3;
    for (int i = 0; i < 100; i++) {
      world.next(i * 9L, WELL);
    }

    // When
    track();

    // Then
    assertThat(world.starts).hasSize(100);
    for (int i = 1; i < 100; i++) {
      assertThat(world.starts.get(i)).isEqualTo(i * SECOND + 3_000_000);
    }
  }

  @Test
  void aStartThatComesWhileItStillRunsIsLeftOut() {
    // Given
    world.next(1000, WELL).next(1001, WELL).next(2500, WELL).next(0, WELL);

    // When
    track();

    // Then: exactly in time is no overlap
    assertThat(world.starts).containsExactly(0L, SECOND, 3 * SECOND, 6 * SECOND);
  }

  @Test
  void aFrozenHostDoesNotMakeUpForLostRuns() {
    // Given
    world.next(3_600_500, WELL).next(0, WELL).next(0, WELL);

    // When
    track();

    // Then
    assertThat(world.starts).containsExactly(0L, 3601 * SECOND, 3602 * SECOND);
  }

  @Test
  void aTimeoutIsToldWhenTheTimeIsOverAndNotWhenTheProgramHasDied() {
    // Given
    timeout = Duration.ofMillis(1500);
    world.next(100, WELL).overdue(1500, 2000);

    // When
    track();

    // Then
    assertThat(told.getLast())
        .isEqualTo(new TrackerResult(TrackerKey.script("web"), false, "timed out after 1.5 s"));
    assertThat(world.toldAt).isEqualTo(2 * SECOND + 500_000_000);
    assertThat(world.limits).containsOnly(Duration.ofMillis(1500));
  }

  @Test
  void aTimeoutCountsOnce() {
    // Given
    fall = 2;
    world.next(0, WELL).overdue(1000, 10).next(0, WELL).overdue(1000, 10).overdue(1000, 10);

    // When
    track();

    // Then
    assertThat(told).hasSize(2);
    assertThat(world.limits).as("no timeout means the interval").containsOnly(timeoutOr(1000));
  }

  @Test
  void whatCouldNotRunIsAFailureThatSaysWhy() {
    // Given
    world.next(0, new CouldNotRun("/usr/bin/check does not exist: install it"));

    // When
    track();

    // Then
    assertThat(told)
        .containsExactly(
            new TrackerResult(
                TrackerKey.script("web"),
                false,
                "could not run: /usr/bin/check does not exist: install it"));
  }

  @Test
  void withInitFailItIsToldAsFailedBeforeTheFirstRun() {
    // Given
    initFail = true;
    rise = 2;
    world.next(0, WELL).next(0, WELL);

    // When
    track();

    // Then
    assertThat(told)
        .containsExactly(
            new TrackerResult(TrackerKey.script("web"), false, "has not succeeded yet"),
            new TrackerResult(TrackerKey.script("web"), true, "exit code 0"));
  }

  @Test
  void anInternalErrorIsAFailureAndTheTrackerGoesOn() {
    // Given
    world.next(0, WELL).broken().next(0, WELL);

    // When
    track();

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false, true);
    assertThat(told.get(1).evidence()).contains("internal error").contains("planted");
  }

  @Test
  void nothingIsToldAfterTheStop() {
    // Given
    var tracker = new ScriptTracker(config(), world, told::add, world);
    world.next(0, WELL).stopping(tracker, ILL);

    // When
    tracker.work();

    // Then
    assertThat(told)
        .containsExactly(new TrackerResult(TrackerKey.script("web"), true, "exit code 0"));
    assertThat(world.starts).hasSize(2);
  }

  @Test
  void anIntervalOfZeroIsOurMistake() {
    // Given
    var config =
        new ScriptConfig("web", CHECK, Duration.ZERO, Duration.ZERO, 0, false, 1, 1, false);

    // When / Then
    assertThatThrownBy(() -> new ScriptTracker(config, world, told::add, world))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void track() {
    new ScriptTracker(config(), world, result -> note(result), world).work();
  }

  private void note(TrackerResult result) {
    told.add(result);
    world.toldAt = world.now;
  }

  private ScriptConfig config() {
    return new ScriptConfig(
        "web", CHECK, Duration.ofSeconds(1), timeout, 0, true, rise, fall, initFail);
  }

  private Duration timeoutOr(long millis) {
    return timeout.isZero() ? Duration.ofMillis(millis) : timeout;
  }

  /// Time and programs, as the test wrote them down; ends when there is nothing left to run.
  private static final class World implements MonotonicClock, Commands {

    private final Deque<Run> runs = new ArrayDeque<>();
    private final List<Long> starts = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();
    private long now;
    private long toldAt;
    private long oversleepMillis;

    World next(long millis, CommandResult result) {
      runs.add(
          _ -> {
            pass(millis);
            return result;
          });
      return this;
    }

    World overdue(long limitMillis, long dyingMillis) {
      runs.add(
          whenOverdue -> {
            pass(limitMillis);
            whenOverdue.run();
            pass(dyingMillis);
            return new TimedOut(Duration.ofMillis(limitMillis));
          });
      return this;
    }

    World broken() {
      runs.add(
          _ -> {
            throw new IllegalStateException("planted");
          });
      return this;
    }

    void stopping(ScriptTracker tracker, CommandResult result) {
      runs.add(
          _ -> {
            tracker.stop();
            return result;
          });
    }

    @Override
    public CommandResult run(
        Command command,
        Map<String, String> environment,
        byte[] input,
        Duration limit,
        Runnable whenOverdue) {
      assertThat(command).isEqualTo(CHECK);
      starts.add(now);
      limits.add(limit);
      return runs.remove().go(whenOverdue);
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleepUntil(long nanos) throws InterruptedException {
      if (runs.isEmpty()) {
        throw new InterruptedException("the end of the test");
      }
      now = Math.max(now, nanos + oversleepMillis * 1_000_000);
    }

    private void pass(long millis) {
      now += millis * 1_000_000;
    }

    private interface Run {
      CommandResult go(Runnable whenOverdue);
    }
  }
}
