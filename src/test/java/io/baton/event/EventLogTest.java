package io.baton.event;

import static io.baton.event.SampleEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.EventNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  private static final String FIRST = "events-0000000000000000001.log";
  private static final OutboxLimits SMALL = new OutboxLimits(64 << 10, Duration.ofDays(1), 100, 10);

  @TempDir private Path folder;
  private final Map<String, EventNumbers> rescued = new HashMap<>();

  private EventLog open() {
    return EventLog.open(folder, SMALL, rescued::putAll);
  }

  private void write(int events) throws IOException {
    try (var log = open()) {
      for (int i = 1; i <= events; i++) {
        var _ = log.append(List.of(event("VI_1", i)), Instant.now());
      }
    }
  }

  private static List<Long> sequences(EventLog log) {
    var found = new ArrayList<Long>();
    for (var e = log.after(0); e.isPresent(); e = log.after(e.get().position())) {
      found.add(e.get().sequence());
    }
    return found;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void whateverByteItWasCutAtAllWholeEventsBeforeAreReadAndItIsWrittenAgain() throws IOException {
    // Given
    write(3);
    byte[] whole = Files.readAllBytes(folder.resolve(FIRST));
    int size = whole.length / 3;

    for (int cut = 0; cut <= whole.length; cut++) {
      // When
      Files.write(folder.resolve(FIRST), Arrays.copyOf(whole, cut));
      try (var log = open()) {
        // Then
        assertThat(sequences(log)).as("cut at %d", cut).isEqualTo(upTo(cut / size));
        assertThat(log.damaged()).isEmpty();
        if (cut % 29 == 0) {
          var _ = log.append(List.of(event("VI_1", 99)), Instant.now());
          assertThat(sequences(log)).hasSize(cut / size + 1).endsWith(99L);
        }
      }
    }
  }

  @Test
  void aDamagedFileIsSetAsideUnchangedAndItsOtherEventsAreKept() throws IOException {
    // Given
    write(5);
    var path = folder.resolve(FIRST);
    byte[] whole = Files.readAllBytes(path);
    var random = RandomGenerator.of("L64X128MixRandom");

    for (int round = 0; round < 60; round++) {
      byte[] hit = whole.clone();
      int at = random.nextInt(whole.length * 4 / 5);
      hit[at] ^= (byte) (1 << random.nextInt(8));
      Files.deleteIfExists(folder.resolve(FIRST + ".damaged-1"));
      Files.deleteIfExists(path);
      Files.write(path, hit);

      // When
      try (var log = open()) {
        // Then
        assertThat(sequences(log)).as("hit at %d", at).hasSize(4).isSubsetOf(upTo(5));
        var _ = log.append(List.of(event("VI_1", 6)), Instant.now());
        assertThat(sequences(log)).endsWith(6L);
        assertThat(log.damaged()).containsExactly(folder.resolve(FIRST + ".damaged-1"));
        assertThat(Files.readAllBytes(folder.resolve(FIRST + ".damaged-1"))).isEqualTo(hit);
      }
      Files.deleteIfExists(folder.resolve("events-0000000000000000006.log"));
    }
  }

  @Test
  void aFileThatIsNoneOfOursDoesNotStopUs() throws IOException {
    // Given
    Files.writeString(folder.resolve(FIRST), "this is no event at all, but a letter to somebody");

    // When
    try (var log = open()) {
      // Then
      assertThat(log.size()).isZero();
      assertThat(log.damaged()).hasSize(1);
      assertThat(log.append(List.of(event("VI_1", 1)), Instant.now()))
          .first()
          .returns(1L, StoredEvent::position);
    }
  }

  @Test
  void theHistoryIsBoundedAndTheNumbersOfWhatWentAreKept() throws IOException {
    // Given
    try (var log = open()) {
      var _ = log.append(List.of(event("VI_old", 7)), Instant.now());

      // When
      for (int i = 1; i <= 500; i++) {
        var _ = log.append(List.of(event("VI_1", i)), Instant.now());
      }

      // Then
      assertThat(log.bytes()).isLessThanOrEqualTo(SMALL.historyBytes());
      assertThat(sequences(log)).hasSize(log.size()).isSorted().endsWith(500L);
      assertThat(log.last()).isEqualTo(501);
    }
    assertThat(rescued).containsEntry("instances/VI_old", new EventNumbers(7, 70));
    try (var files = Files.list(folder)) {
      assertThat(files.count()).isLessThanOrEqualTo(9);
    }
  }

  @Test
  void oldEventsGoAndThePositionsGoOn() throws IOException {
    // Given
    var longAgo = Instant.now().minus(Duration.ofDays(3));
    try (var log = open()) {
      for (int i = 1; i <= 20; i++) {
        var _ = log.append(List.of(event("VI_1", i, longAgo)), longAgo);
      }

      // When
      var _ = log.append(List.of(event("VI_1", 21)), Instant.now());

      // Then
      assertThat(log.last()).isEqualTo(21);
      assertThat(log.size()).isLessThan(21);
    }
  }
}
