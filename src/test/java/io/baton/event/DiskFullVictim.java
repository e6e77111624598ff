package io.baton.event;

import static io.baton.event.SampleEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// What must hold while a small disk is full and after; runs in a process that has one for itself.
final class DiskFullVictim {

  private static final OutboxLimits LIMITS =
      new OutboxLimits(64L << 20, Duration.ofDays(1), 200, 10);

  private DiskFullVictim() {}

  public static void main(String... arguments) throws IOException {
    var disk = Path.of(arguments[0]);
    var outbox = open(disk);
    var destination = new FakeDestination("one");
    outbox.register(destination);
    append(outbox, 1, 20);
    await().until(() -> destination.given.size() == 20);

    fill(disk.resolve("filler"));
    destination.answer =
        e -> e.sequence() == 21 ? new Delivery.Refused("no") : new Delivery.Delivered("ok");
    append(outbox, 21, 120);
    await().until(() -> outbox.state().failure() != null);
    assertThat(outbox.state().isWriting()).isFalse();
    assertThat(outbox.state().waiting()).isPositive();
    // What is there can be read all the while.
    assertThat(readable(outbox)).contains(20L, 19L, 18L);
    assertThat(destination.given).hasSizeLessThan(30);

    // More than may wait: the oldest go.
    append(outbox, 121, 320);
    assertThat(outbox.state().waiting()).isLessThanOrEqualTo(200);
    assertThat(outbox.state().dropped()).isBetween(50L, 101L);

    Files.delete(disk.resolve("filler"));
    await().until(() -> outbox.state().isWriting() && outbox.state().waiting() == 0);
    await().until(() -> outbox.destinations().getFirst().backlog() == 0);
    assertThat(destination.sequences()).doesNotHaveDuplicates().isSorted().endsWith(320L);

    outbox.close();
    try (var again = open(disk)) {
      assertThat(again.state().damaged()).isEmpty();
      assertThat(readable(again).reversed())
          .containsAll(LongStream.rangeClosed(1, 20).boxed().toList())
          .containsAll(destination.sequences());
    }
  }

  private static Outbox open(Path disk) {
    return Outbox.open(disk, "node", LIMITS, Clock.systemUTC(), _ -> {});
  }

  private static void append(Outbox outbox, int from, int to) {
    for (int i = from; i <= to; i++) {
      outbox.append(event("VI_1", i));
    }
  }

  private static List<Long> readable(Outbox outbox) {
    return new ArrayList<>(
        outbox.history().page(EventHistory.Filter.ALL, Long.MAX_VALUE, 1000).events().stream()
            .map(StoredEvent::sequence)
            .toList());
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("space");
    }
  }
}
