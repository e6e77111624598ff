package io.baton.event;

import static io.baton.event.SampleEvents.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// A process with an outbox that the kill test kills: events of a few instances all the time, and
/// destinations that are there now and away then.
final class OutboxVictim {

  private static final int INSTANCES = 3;

  private OutboxVictim() {}

  /// A file with a line for every event that it was given, as another host would remember them.
  private static final class FileDestination implements Destination {

    private final String name;
    private final Path file;

    private FileDestination(String name, Path folder) {
      this.name = name;
      this.file = folder.resolve(name + ".txt");
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean wants(StoredEvent event) {
      return true;
    }

    @Override
    public Delivery deliver(StoredEvent event) {
      if (ThreadLocalRandom.current().nextInt(10) == 0) {
        return new Delivery.Retry("away");
      }
      try {
        line(file, event.subject() + " " + event.sequence() + " " + event.id());
        return new Delivery.Delivered("ok");
      } catch (IOException e) {
        return new Delivery.Retry(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public RetryPolicy retryPolicy() {
      return new RetryPolicy(
          Duration.ofMillis(1), Duration.ofMillis(20), Integer.MAX_VALUE, Duration.ofDays(1));
    }

    @Override
    public void close() {}
  }

  private static void line(Path file, String text) throws IOException {
    Files.write(
        file,
        (text + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Makes events until it is killed.
  ///
  /// @param arguments the folder, and `drain` to make no more events and end when all is delivered
  public static void main(String... arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var limits = new OutboxLimits(64L << 20, Duration.ofDays(1), 4096, 10);
    var outbox = Outbox.open(folder, "node", limits, Clock.systemUTC(), _ -> {});
    for (String name : new String[] {"first", "second"}) {
      outbox.register(new FileDestination(name, folder));
    }
    Map<String, Long> sequences = new HashMap<>();
    outbox.numbers().forEach((name, numbers) -> sequences.put(name, numbers.sequence()));
    line(folder.resolve("started.txt"), sequences.toString());
    if (arguments.length > 1) {
      while (outbox.destinations().stream().anyMatch(state -> state.backlog() > 0)) {
        LockSupport.parkNanos(10_000_000);
      }
      outbox.close();
      return;
    }
    produce(outbox, sequences, folder.resolve("written.txt"));
  }

  // Says what is on the disk, once it is.
  private static void produce(Outbox outbox, Map<String, Long> sequences, Path written)
      throws IOException {
    while (true) {
      long before = outbox.state().last();
      var events = new StoredEvent[INSTANCES];
      for (int i = 0; i < INSTANCES; i++) {
        long sequence = sequences.merge("VI_" + i, 1L, Long::sum);
        events[i] = event("VI_" + i, sequence);
        outbox.append(events[i]);
      }
      while (outbox.state().last() < before + INSTANCES) {
        LockSupport.parkNanos(100_000);
      }
      for (var event : events) {
        line(written, event.subject() + " " + event.sequence() + " " + event.id());
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000));
    }
  }
}
