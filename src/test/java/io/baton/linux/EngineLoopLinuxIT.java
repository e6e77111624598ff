package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The event loop, which needs epoll.
class EngineLoopLinuxIT {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Vertx vertx = Vertx.vertx();
  private final EngineLoop loop = new EngineLoop(vertx);

  @AfterEach
  void close() {
    loop.close();
    vertx.close();
  }

  @Test
  void tasksRunInOrderOnOneThreadAndOnTheContext() {
    // Given
    var ran = new CopyOnWriteArrayList<Integer>();
    var threads = new CopyOnWriteArrayList<String>();
    var contexts = new CopyOnWriteArrayList<Boolean>();

    // When
    for (int i = 0; i < 100; i++) {
      int number = i;
      loop.execute(
          () -> {
            ran.add(number);
            threads.addIfAbsent(Thread.currentThread().getName());
            contexts.addIfAbsent(loop.context().equals(Vertx.currentContext()));
          });
    }

    // Then
    await().until(() -> ran.size() == 100);
    assertThat(ran).isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(threads).containsExactly("baton-engine");
    assertThat(contexts).containsExactly(true);
  }

  @Test
  void aTimerNeverRunsBeforeItsMoment() {
    // Given
    var late = new CompletableFuture<Long>();
    long deadline = loop.nanoTime() + 30 * MILLI;

    // When
    loop.execute(() -> loop.at(deadline, () -> late.complete(loop.nanoTime() - deadline)));

    // Then
    assertThat(late.orTimeout(5, TimeUnit.SECONDS).join()).isNotNegative();
  }

  @Test
  void aPassedDeadlineRunsAtOnceAndTimersRunInTheOrderOfTheirMoments() {
    // Given
    var ran = new CopyOnWriteArrayList<String>();
    long now = loop.nanoTime();

    // When
    loop.execute(
        () -> {
          loop.at(now + 40 * MILLI, () -> ran.add("last"));
          loop.at(now + 20 * MILLI, () -> ran.add("second"));
          loop.at(now - 1000 * MILLI, () -> ran.add("passed"));
        });

    // Then
    await().until(() -> ran.contains("last"));
    assertThat(ran).isEqualTo(List.of("passed", "second", "last"));
  }

  @Test
  void aCancelledTimerDoesNotRun() {
    // Given
    var cancelledRan = new AtomicBoolean();
    var laterRan = new AtomicBoolean();
    long now = loop.nanoTime();

    // When
    loop.execute(
        () -> {
          var timer = loop.at(now + 10 * MILLI, () -> cancelledRan.set(true));
          timer.cancel();
          loop.at(now + 20 * MILLI, () -> laterRan.set(true));
        });

    // Then
    await().untilTrue(laterRan);
    assertThat(cancelledRan).isFalse();
  }

  @Test
  void aTaskThatFailsDoesNotEndTheLoop() {
    // Given
    var ran = new AtomicBoolean();
    loop.context().exceptionHandler(_ -> {});

    // When
    loop.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    loop.execute(() -> ran.set(true));

    // Then
    await().untilTrue(ran);
  }

  @Test
  void resultsOfBlockingWorkComeBackToTheLoop() {
    // Given
    var thread = new CompletableFuture<String>();

    // When
    loop.context()
        .executeBlocking(() -> 1)
        .onComplete(_ -> thread.complete(Thread.currentThread().getName()));

    // Then
    assertThat(thread.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("baton-engine");
  }

  @Test
  void whoWatchesIsToldHowLateATimerRuns() {
    // Given
    var told = new CopyOnWriteArrayList<Long>();
    loop.execute(() -> loop.watchDelays(told::add));

    // When
    loop.execute(
        () -> {
          long now = loop.nanoTime();
          loop.at(now + 5 * MILLI, () -> {});
          while (loop.nanoTime() < now + 30 * MILLI) {
            Thread.onSpinWait();
          }
        });

    // Then
    await().until(() -> told.size() == 1);
    assertThat(told.getFirst()).isGreaterThanOrEqualTo(25 * MILLI);
    assertThat(loop.delay().maxNanos()).isEqualTo(told.getFirst());
  }
}
