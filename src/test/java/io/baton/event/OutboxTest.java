package io.baton.event;

import static io.baton.event.SampleEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.EventNumbers;
import io.baton.engine.NodeEvent.DeliveryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

  @TempDir private Path stateDir;
  private final List<DeliveryFailed> failures = new CopyOnWriteArrayList<>();
  private final FakeDestination one = new FakeDestination("one");
  private Outbox outbox;

  @BeforeEach
  void open() {
    outbox =
        Outbox.open(stateDir, "node", OutboxLimits.DEFAULT, Clock.systemUTC(), this::onFailure);
  }

  private void onFailure(DeliveryFailed failure) {
    failures.add(failure);
    outbox.record(failure);
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private void append(int from, int to) {
    for (int i = from; i <= to; i++) {
      outbox.append(event("VI_1", i));
    }
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private void awaitOne(long from, long to) {
    await().untilAsserted(() -> assertThat(one.sequences()).isEqualTo(range(from, to)));
  }

  @Test
  void everyEventArrivesOnceInItsOrder() {
    // Given
    outbox.register(one);

    // When
    append(1, 500);

    // Then
    awaitOne(1, 500);
    assertThat(outbox.destination("one").orElseThrow().sent()).isEqualTo(500);
  }

  @Test
  void aNewDestinationBeginsNowAndAKnownOneGoesOnWhereItStopped() {
    // Given
    append(1, 3);
    await().until(() -> outbox.state().last() == 3);
    outbox.register(one);
    append(4, 5);
    awaitOne(4, 5);

    // When
    outbox.unregister("one");
    append(6, 7);
    outbox.close();
    open();
    append(8, 8);
    outbox.register(one);

    // Then
    awaitOne(4, 8);
  }

  @Test
  void whatFailsIsTriedAgainAndNothingOvertakesIt() {
    // Given
    var calls = new AtomicInteger();
    one.answer =
        _ ->
            calls.incrementAndGet() % 3 == 0
                ? new Delivery.Delivered("ok")
                : new Delivery.Retry("busy");
    outbox.register(one);

    // When
    append(1, 10);

    // Then
    awaitOne(1, 10);
    assertThat(outbox.destination("one").orElseThrow())
        .returns(20L, DestinationState::retried)
        .returns(0L, DestinationState::failed)
        .returns("busy", DestinationState::lastError);
  }

  @Test
  void aDestinationThatHangsHoldsUpNobodyElse() {
    // Given
    var release = new CountDownLatch(1);
    var hanging = new FakeDestination("hanging");
    hanging.answer =
        _ -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Delivery.Retry("let go");
        };
    outbox.register(hanging);
    outbox.register(one);

    // When
    append(1, 50);

    // Then
    awaitOne(1, 50);
    assertThat(outbox.destination("hanging").orElseThrow().backlog()).isEqualTo(50);
    release.countDown();
  }

  @Test
  void whatIsRefusedBecomesADeadLetterThatCanBeTriedAgain() throws IOException {
    // Given
    one.answer = e -> e.sequence() == 2 ? new Delivery.Refused("no") : new Delivery.Delivered("ok");
    outbox.register(one);
    append(1, 3);
    await().untilAsserted(() -> assertThat(one.sequences()).isEqualTo(List.of(1L, 3L)));
    assertThat(failures).extracting(DeliveryFailed::name).containsExactly("one");

    // When
    outbox.close();
    open();
    assertThat(outbox.deadLetters("one")).extracting(l -> l.event().sequence()).containsExactly(2L);
    one.answer = _ -> new Delivery.Delivered("ok");
    outbox.register(one);
    int tried = outbox.retry("one", null);

    // Then
    assertThat(tried).isEqualTo(1);
    await().untilAsserted(() -> assertThat(one.sequences()).isEqualTo(List.of(1L, 3L, 2L)));
    await().until(() -> outbox.deadLetters("one").isEmpty());
    assertThat(outbox.delete("one", "unknown")).isFalse();
  }

  @Test
  void twoDestinationsThatRefuseEverythingDoNotTellEachOtherForEver() {
    // Given
    var other = new FakeDestination("other");
    one.answer = _ -> new Delivery.Refused("no");
    other.answer = _ -> new Delivery.Refused("no");
    outbox.register(one);
    outbox.register(other);

    // When
    append(1, 20);

    // Then: 20 events and two notices
    await()
        .untilAsserted(
            () ->
                assertThat(outbox.destinations())
                    .allMatch(s -> s.backlog() == 0 && s.failed() == 21));
    assertThat(failures).hasSize(2);
  }

  @Test
  void aDestinationThatAsksForItIsNotCalledUntilItIsEnabled() {
    // Given
    var calls = new AtomicInteger();
    one.answer =
        _ ->
            calls.incrementAndGet() == 1
                ? new Delivery.Disabled("gone")
                : new Delivery.Delivered("ok");
    outbox.register(one);
    append(1, 2);
    await().until(() -> "gone".equals(outbox.destination("one").orElseThrow().disabled()));

    // When
    outbox.close();
    open();
    outbox.register(one);
    append(3, 3);
    await().until(() -> outbox.state().last() == 3);
    assertThat(calls).hasValue(1);
    outbox.enable("one");

    // Then
    awaitOne(1, 3);
  }

  @Test
  void attemptsAreBounded() {
    // Given
    one.policy = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), 3, Duration.ofDays(1));
    one.answer = e -> e.sequence() == 1 ? new Delivery.Retry("busy") : new Delivery.Delivered("ok");
    outbox.register(one);

    // When
    append(1, 2);

    // Then
    awaitOne(2, 2);
    assertThat(outbox.deadLetters("one")).first().returns(3, DeadLetter::attempts);
  }

  @Test
  void numbersGoOnAfterARestart() {
    // Given
    append(1, 9);

    // When
    outbox.close();
    open();

    // Then
    assertThat(outbox.numbers()).containsEntry("VI_1", new EventNumbers(9, 90));
  }

  @Test
  void aDamagedJournalMeansEventsTwiceNotNever() throws IOException {
    // Given
    outbox.register(one);
    append(1, 5);
    awaitOne(1, 5);
    outbox.close();
    var journal = stateDir.resolve("events").resolve("deliveries.log");
    Files.write(journal, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

    // When
    open();
    outbox.register(one);

    // Then
    await().untilAsserted(() -> assertThat(one.given).hasSize(10));
    assertThat(outbox.state().damaged()).containsExactly("deliveries.log.damaged-1");
  }

  @Test
  void aTestEventReachesOneDestinationOnly() throws InterruptedException {
    // Given
    outbox.register(one);

    // When
    var answer = outbox.test("one");

    // Then
    assertThat(answer).contains(new Delivery.Delivered("ok"));
    assertThat(one.given).first().returns(CloudEvents.TEST, StoredEvent::type);
    assertThat(outbox.state().last()).isZero();
    assertThat(outbox.test("nobody")).isEmpty();
  }
}
