package io.baton.linux;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.config.ProcessConfig;
import io.baton.config.ProcessConfig.ParameterMatch;
import io.baton.track.ProcessWatch;
import io.baton.vrrp.TrackerResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The kernel's proc connector, and the process trackers on it.
@Timeout(60)
class ProcessEventsLinuxIT {

  private static final String NOT_HERE =
      "KERNEL TESTS DID NOT RUN: no proc connector here, as in a container with PIDs of its own";

  private final List<Integer> changed = new CopyOnWriteArrayList<>();
  private final List<Integer> ended = new CopyOnWriteArrayList<>();

  @Test
  void aProcessThatStartsAndEndsIsTold() throws IOException {
    // Given
    try (var events = new ProcessEvents(changed::add, ended::add, () -> {})) {
      assumeTrue(events.start(), NOT_HERE);

      // When
      var process = new ProcessBuilder("sleep", "1000").start();
      int pid = (int) process.pid();
      await().atMost(5, SECONDS).until(() -> changed.contains(pid));
      assertThat(ended).doesNotContain(pid);
      process.destroyForcibly();

      // Then
      await().atMost(5, SECONDS).until(() -> ended.contains(pid));
    }
  }

  @Test
  void threadsAreNotTold() throws IOException, InterruptedException {
    // Given
    int own = (int) ProcessHandle.current().pid();
    try (var events = new ProcessEvents(changed::add, ended::add, () -> {})) {
      assumeTrue(events.start(), NOT_HERE);

      // When
      for (int i = 0; i < 100; i++) {
        Thread.ofPlatform().name("short-" + i).start(() -> {}).join();
      }
      var process = new ProcessBuilder("true").start();
      await().atMost(5, SECONDS).until(() -> ended.contains((int) process.pid()));

      // Then
      assertThat(changed).doesNotContain(own).hasSizeLessThan(100);
      assertThat(ended).doesNotContain(own).hasSizeLessThan(100);
    }
  }

  @Test
  void aQueueThatOverflowsIsToldAsALoss() throws Exception {
    // Given
    var held = new CountDownLatch(1);
    var lost = new CountDownLatch(1);
    try (var events = new ProcessEvents(_ -> hold(held), _ -> {}, lost::countDown)) {
      assumeTrue(events.start(), NOT_HERE);

      // When
      var storm =
          new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 6000 ]; do (:); i=$((i+1)); done")
              .start();
      assertThat(storm.waitFor(50, SECONDS)).isTrue();
      held.countDown();

      // Then
      assertThat(lost.await(5, SECONDS)).isTrue();
    }
  }

  @Test
  void aTrackerHearsOfAnEndAtOnce() throws IOException {
    // Given
    String mark = Long.toString(200_000_000 + ProcessHandle.current().pid());
    var told = new CopyOnWriteArrayList<TrackerResult>();
    var process = new ProcessBuilder("sleep", mark).start();
    try (var watch = new ProcessWatch(told::add);
        var events = new ProcessEvents(watch::onChanged, watch::onEnded, watch::onLost)) {
      watch.track(List.of(sleeping(mark)));
      boolean eventsAreTold = events.start();
      assumeTrue(eventsAreTold, NOT_HERE);
      watch.start(true);
      await().atMost(5, SECONDS).until(() -> told.size() == 1);

      // When
      process.destroyForcibly();

      // Then: all are looked at only every 30 s
      await().atMost(5, SECONDS).until(() -> told.size() == 2);
      assertThat(told).extracting(TrackerResult::good).containsExactly(true, false);
    }
  }

  @Test
  void closeIsQuickAndEndsTheEvents() throws IOException, InterruptedException {
    // Given
    var events = new ProcessEvents(changed::add, ended::add, () -> {});
    assumeTrue(events.start(), NOT_HERE);

    // When
    long begin = System.nanoTime();
    events.close();
    long nanos = System.nanoTime() - begin;
    int before = changed.size();
    new ProcessBuilder("true").start().waitFor();

    // Then
    assertThat(nanos).isLessThan(SECONDS.toNanos(1));
    assertThat(changed).hasSize(before);
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessConfig sleeping(String mark) {
    return new ProcessConfig(
        "sleeper",
        "sleep",
        List.of(mark),
        ParameterMatch.EXACT,
        0,
        false,
        1,
        ProcessConfig.UNLIMITED,
        Duration.ZERO,
        Duration.ZERO,
        false);
  }
}
