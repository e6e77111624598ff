package io.baton.track;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.CheckConfig;
import io.baton.config.CheckConfig.Tcp;
import io.baton.track.Probing.Outcome;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.TrackerResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckTrackerTest {

  private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
  private static final TrackerKey KEY = new TrackerKey(Kind.CHECK, "gate");

  private final List<TrackerResult> told = new CopyOnWriteArrayList<>();

  @Test
  void riseAndFallDecideAndOnlyChangesAreTold() {
    // Given
    var answers = List.of(true, false, true, false, false, true, true, true);
    var world = new World(answers);

    // When
    new CheckTracker(config(1000, 0, 2, 2), world, told::add, world).work();

    // Then
    assertThat(told)
        .containsExactly(
            new TrackerResult(KEY, true, "answer 1"),
            new TrackerResult(KEY, false, "answer 5"),
            new TrackerResult(KEY, true, "answer 7"));
  }

  @Test
  void anInternalErrorIsAFailure() {
    // Given
    var world = new World(List.of());

    // When
    new CheckTracker(config(1000, 0, 1, 1), world, told::add, world).work();

    // Then
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().good()).isFalse();
    assertThat(told.getFirst().evidence()).startsWith("internal error");
  }

  @Test
  void aTryThatNeitherAnswersNorEndsIsAFailureInTime() throws InterruptedException {
    // Given
    var end = new CountDownLatch(1);
    var probing =
        new World(List.of()) {
          @Override
          public Outcome probe(Duration limit) {
            boolean ended = false;
            while (!ended) {
              ended = awaitStubbornly(end);
            }
            return new Outcome(true, "too late");
          }
        };

    // When
    try (var tracker =
        new CheckTracker(
            config(60_000, 200, 1, 1), probing, told::add, MonotonicClock.OF_THE_HOST)) {
      tracker.start();
      await().atMost(20, SECONDS).until(() -> !told.isEmpty());
    } finally {
      end.countDown();
    }

    // Then
    assertThat(told).containsExactly(new TrackerResult(KEY, false, "silence within 0.2 s"));
  }

  @Test
  void aPortThatOpensAndClosesIsSeen() throws IOException {
    // Given
    int port;
    try (var server = new ServerSocket(0, 50, LOCAL)) {
      port = server.getLocalPort();
    }
    var config = config(new Tcp("127.0.0.1", port), 30, 5000, 1, 1);
    String target = "connect 127.0.0.1:%d: ".formatted(port);

    try (var tracker = new CheckTracker(config, told::add)) {
      // When
      tracker.start();
      await().atMost(20, SECONDS).until(() -> told.size() == 1);
      try (var server = new ServerSocket()) {
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(LOCAL, port));
        await().atMost(20, SECONDS).until(() -> told.size() == 2);
      }
      await().atMost(20, SECONDS).until(() -> told.size() == 3);
    }

    // Then
    assertThat(told.subList(0, 3))
        .containsExactly(
            new TrackerResult(KEY, false, target + "refused"),
            new TrackerResult(KEY, true, target + "accepted"),
            new TrackerResult(KEY, false, target + "refused"));
  }

  @Test
  void anUnknownHostIsSaid() {
    // Given
    var probing = new TcpProbing(new Tcp("no-such-host.invalid", 80));

    // When
    var outcome = probing.probe(Duration.ofSeconds(10));

    // Then
    assertThat(outcome)
        .isEqualTo(new Outcome(false, "connect no-such-host.invalid:80: unknown host"));
  }

  @Test
  void nothingIsToldAfterTheStop() {
    // Given
    var world = new World(List.of(true, false));
    var tracker = new CheckTracker(config(1000, 0, 1, 1), world, told::add, world);
    world.onSecondTry = tracker::stop;

    // When
    tracker.work();

    // Then
    assertThat(told).containsExactly(new TrackerResult(KEY, true, "answer 1"));
    assertThat(world.closed).isTrue();
  }

  private static boolean awaitStubbornly(CountDownLatch end) {
    try {
      end.await();
      return true;
    } catch (InterruptedException e) {
      // As native code does not notice it.
      return false;
    }
  }

  private static CheckConfig config(long interval, long timeout, int rise, int fall) {
    return config(new Tcp("127.0.0.1", 1), interval, timeout, rise, fall);
  }

  private static CheckConfig config(
      CheckConfig.Probe probe, long interval, long timeout, int rise, int fall) {
    return new CheckConfig(
        "gate",
        probe,
        Duration.ofMillis(interval),
        Duration.ofMillis(timeout),
        0,
        false,
        rise,
        fall);
  }

  /// Answers and time as the test wrote them down; ends when there is no answer left.
  private static class World implements Probing, MonotonicClock {

    private final Queue<Boolean> answers;
    private final AtomicInteger tries = new AtomicInteger();
    private volatile boolean closed;
    private volatile Runnable onSecondTry = () -> {};
    private long now;

    World(List<Boolean> answers) {
      this.answers = new ArrayDeque<>(answers);
    }

    @Override
    public Outcome probe(Duration limit) {
      int count = tries.incrementAndGet();
      if (count == 2) {
        onSecondTry.run();
      }
      return new Outcome(answers.remove(), "answer " + count);
    }

    @Override
    public String silence() {
      return "silence";
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleepUntil(long nanos) throws InterruptedException {
      if (answers.isEmpty()) {
        throw new InterruptedException("the end of the test");
      }
      now = nanos;
    }
  }
}
