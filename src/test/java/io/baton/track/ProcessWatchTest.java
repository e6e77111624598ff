package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.ProcessConfig;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.TrackerResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The watch on the test's thread, with made-up processes and time.
class ProcessWatchTest {

  private static final long SECOND = 1_000_000_000L;

  private final FakeTable table = new FakeTable();
  private final List<TrackerResult> told = new ArrayList<>();
  private long now;
  private final ProcessWatch watch = new ProcessWatch(told::add, table, clock());

  @Test
  void theFirstVerdictIsToldAfterALookAtAll() {
    // Given
    table.run(5, "web").run(6, "web").run(7, "other");

    // When
    track(Processes.named("web"));

    // Then
    var key = new TrackerKey(Kind.PROCESS, "web");
    assertThat(told)
        .containsExactly(new TrackerResult(key, true, "2 processes web, wanted at least 1"));
  }

  @Test
  void anEndAndAStartAreTold() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    end(5);
    start(9);

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false, true);
    assertThat(told.get(1).evidence()).isEqualTo("0 processes web, wanted at least 1");
    assertThat(table.scans).as("events are enough").isEqualTo(1);
  }

  @Test
  void tooManyAreBad() {
    // Given
    table.run(5, "web");
    track(Processes.quorum("web", 1, 2, 0, 0));

    // When
    start(6);
    start(7);

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
    assertThat(told.get(1).evidence()).isEqualTo("3 processes web, wanted 1 to 2");
  }

  @Test
  void aProcessThatBecomesAnotherProgramNoLongerCounts() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    table.run(5, "other");
    watch.onChanged(5);
    watch.round();

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
  }

  @Test
  void anEventAboutAProcessThatIsNotThereSaysNothing() {
    // Given
    track(Processes.named("web"));

    // When
    watch.onChanged(4711);
    watch.round();

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(false);
  }

  @Test
  void aStartCountsOnlyAfterItsDelay() {
    // Given
    track(Processes.quorum("web", 1, 9, 3, 0));

    // When // Then
    start(5);
    pass(3 * SECOND - 1);
    assertThat(told).hasSize(1);
    pass(1);
    assertThat(told).extracting(TrackerResult::good).containsExactly(false, true);
  }

  @Test
  void aQuickRestartIsNoFailureWithADelayAtTheEnd() {
    // Given
    table.run(5, "web");
    track(Processes.quorum("web", 1, 1, 0, 3));

    // When
    end(5);
    pass(2 * SECOND);
    start(6);
    pass(9 * SECOND);
    end(6);
    pass(3 * SECOND);

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
    assertThat(now).isEqualTo(14 * SECOND);
  }

  @Test
  void aDelayAtTheEndDoesNotHoldBackAStart() {
    // Given
    track(Processes.quorum("web", 1, 9, 0, 3));

    // When
    start(5);

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(false, true);
  }

  @Test
  void afterALossAllAreLookedAt() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    table.end(5);
    watch.round();
    assertThat(told).hasSize(1);
    watch.onLost();
    watch.round();

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
  }

  @Test
  void moreEventsThanTheQueueHoldsAreALoss() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    for (int pid = 100; pid < 20_000; pid++) {
      watch.onChanged(pid);
    }
    table.end(5);
    watch.onEnded(5);
    watch.round();

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
    assertThat(table.scans).isEqualTo(2);
  }

  @Test
  void anEndThatTheTableDoesNotShowYetIsBelieved() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    watch.onLost();
    watch.onEnded(5);
    watch.round();

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
  }

  @Test
  void withoutEventsAllAreLookedAtEverySecond() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When // Then
    table.end(5);
    pass(SECOND - 1);
    assertThat(told).hasSize(1);
    pass(1);
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
  }

  @Test
  void aTrackerThatStaysTellsNothingAgain() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    track(Processes.named("web"));
    track(Processes.quorum("web", 2, 9, 0, 0));

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
  }

  @Test
  void anInternalErrorIsSurvived() {
    // Given
    table.run(5, "web");
    track(Processes.named("web"));

    // When
    table.broken = true;
    watch.onLost();
    watch.round();
    table.broken = false;
    table.end(5);
    pass(SECOND);

    // Then
    assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
  }

  private void track(ProcessConfig config) {
    watch.track(List.of(config));
    watch.round();
  }

  private void start(int pid) {
    table.run(pid, "web");
    watch.onChanged(pid);
    watch.round();
  }

  private void end(int pid) {
    table.end(pid);
    watch.onEnded(pid);
    watch.round();
  }

  private void pass(long nanos) {
    now += nanos;
    watch.round();
  }

  private MonotonicClock clock() {
    return new MonotonicClock() {
      @Override
      public long nanoTime() {
        return now;
      }

      @Override
      public void sleepUntil(long nanos) {
        now = nanos;
      }
    };
  }
}
