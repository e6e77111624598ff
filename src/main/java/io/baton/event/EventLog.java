package io.baton.event;

import io.baton.engine.EventNumbers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The events of the last time, on the disk: a few files that are written one after another, and
/// given up whole, oldest first, which needs no space. One thread appends, any thread reads.
final class EventLog implements Closeable {

  private static final Logger LOG = Logger.getLogger(EventLog.class);

  private final Path folder;
  private final OutboxLimits limits;
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListMap<Long, Slot> slots = new ConcurrentSkipListMap<>();
  private final Map<String, EventNumbers> numbers = new ConcurrentHashMap<>();
  private final List<Path> damaged = new CopyOnWriteArrayList<>();
  private final Consumer<Map<String, EventNumbers>> beforeLoss;
  private volatile long last;

  private record Slot(RecordFile file, long offset) {}

  private static final class Segment {
    private final RecordFile file;
    private long lastPosition;
    private Instant newest;

    private Segment(RecordFile file, Instant newest) {
      this.file = file;
      this.newest = newest;
    }
  }

  private EventLog(
      Path folder, OutboxLimits limits, Consumer<Map<String, EventNumbers>> beforeLoss) {
    this.folder = folder;
    this.limits = limits;
    this.beforeLoss = beforeLoss;
  }

  /// Reads what is there; writes nothing but a second name for what is damaged.
  ///
  /// @param beforeLoss keeps the last numbers, before the events that held them are given up
  static EventLog open(
      Path folder, OutboxLimits limits, Consumer<Map<String, EventNumbers>> beforeLoss) {
    var log = new EventLog(folder, limits, beforeLoss);
    for (var path : files(folder)) {
      log.openSegment(path);
    }
    return log;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("events-\\d{19}\\.log"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void openSegment(Path path) {
    var found = new ArrayList<Map.Entry<Long, StoredEvent>>();
    try {
      var file =
          RecordFile.open(
              path,
              (offset, payload) -> {
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                found.add(Map.entry(offset, EventCodec.decode(bytes)));
              });
      var segment = new Segment(file, Files.getLastModifiedTime(path).toInstant());
      segments.add(segment);
      found.forEach(entry -> add(segment, entry.getKey(), entry.getValue()));
      if (file.isDamaged()) {
        damaged.add(Damage.setAside(path, "its readable events are kept"));
      }
    } catch (IOException e) {
      LOG.errorf("B527 the events of %s are not to be had: %s", path, e.getMessage());
      damaged.add(Damage.setAside(path, String.valueOf(e.getMessage())));
    }
  }

  private void add(Segment segment, long offset, StoredEvent event) {
    slots.put(event.position(), new Slot(segment.file, offset));
    segment.lastPosition = Math.max(segment.lastPosition, event.position());
    segment.newest = event.time();
    numbers.merge(
        Sources.kindAndName(event.source()),
        new EventNumbers(event.sequence(), event.epoch()),
        EventLog::later);
    last = Math.max(last, event.position());
  }

  static EventNumbers later(EventNumbers a, EventNumbers b) {
    return new EventNumbers(Math.max(a.sequence(), b.sequence()), Math.max(a.epoch(), b.epoch()));
  }

  /// Positions up to this one were given out by somebody who remembers more than the files do.
  void skipTo(long position) {
    last = Math.max(last, position);
  }

  /// Numbers that were kept elsewhere.
  void remember(Map<String, EventNumbers> known) {
    known.forEach((name, value) -> numbers.merge(name, value, EventLog::later));
  }

  /// Writes events and waits until the disk has them.
  ///
  /// @return the events at their positions
  /// @throws IOException nothing of it was kept; to be tried again
  List<StoredEvent> append(List<StoredEvent> events, Instant now) throws IOException {
    prune(now);
    var segment = writable(now);
    var placed = new ArrayList<StoredEvent>();
    var payloads = new ArrayList<byte[]>();
    long position = last;
    for (var event : events) {
      var at = event.at(++position);
      placed.add(at);
      payloads.add(EventCodec.encode(at));
    }
    long offset = segment.file.append(payloads, true);
    for (int i = 0; i < placed.size(); i++) {
      add(segment, offset, placed.get(i));
      offset += RecordFile.HEADER + payloads.get(i).length;
    }
    return placed;
  }

  private Segment writable(Instant now) throws IOException {
    var newest = segments.isEmpty() ? null : segments.getLast();
    if (newest != null && !newest.file.isDamaged() && newest.file.size() < limits.segmentBytes()) {
      return newest;
    }
    Files.createDirectories(folder);
    var path = folder.resolve(String.format(Locale.ROOT, "events-%019d.log", last + 1));
    var made = new Segment(RecordFile.create(path), now);
    Damage.syncFolder(folder);
    segments.add(made);
    return made;
  }

  /// Gives up the oldest files beyond the bounds. The newest file stays, whatever its age.
  private void prune(Instant now) {
    long bytes = segments.stream().mapToLong(segment -> segment.file.size()).sum();
    while (segments.size() > 1) {
      var oldest = segments.getFirst();
      boolean old = oldest.newest.isBefore(now.minus(limits.historyAge()));
      if (!old && bytes + limits.segmentBytes() <= limits.historyBytes()) {
        return;
      }
      beforeLoss.accept(numbers());
      bytes -= oldest.file.size();
      segments.removeFirst();
      slots.values().removeIf(slot -> slot.file.equals(oldest.file));
      try {
        oldest.file.close();
        Files.deleteIfExists(oldest.file.path());
      } catch (IOException e) {
        LOG.warnf("B528 %s cannot be deleted: %s", oldest.file.path(), e.getMessage());
      }
    }
  }

  /// The next event after a position, the oldest for 0.
  Optional<StoredEvent> after(long position) {
    return read(slots.higherEntry(position), true);
  }

  /// The next older event before a position.
  Optional<StoredEvent> before(long position) {
    return read(slots.lowerEntry(position), false);
  }

  private Optional<StoredEvent> read(Map.@Nullable Entry<Long, Slot> from, boolean forward) {
    var entry = from;
    while (entry != null) {
      var slot = entry.getValue();
      try {
        return Optional.of(EventCodec.decode(slot.file.read(slot.offset)));
      } catch (IOException e) {
        // Given up in this moment, or damaged since it was opened: the next one.
        long position = entry.getKey();
        if (slots.remove(position, slot)) {
          LOG.errorf("B529 the event at position %d is lost: %s", position, e.getMessage());
        }
        entry = forward ? slots.higherEntry(position) : slots.lowerEntry(position);
      }
    }
    return Optional.empty();
  }

  /// The position of the newest event; 0 before the first.
  long last() {
    return last;
  }

  /// The number of events on the disk.
  int size() {
    return slots.size();
  }

  long bytes() {
    return segments.stream().mapToLong(segment -> segment.file.size()).sum();
  }

  /// What was found damaged at the start, under its new name.
  List<Path> damaged() {
    return List.copyOf(damaged);
  }

  /// The last numbers by kind and name: `instances/VI_1`.
  Map<String, EventNumbers> numbers() {
    return Map.copyOf(numbers);
  }

  @Override
  public void close() throws IOException {
    for (var segment : segments) {
      segment.file.close();
    }
  }
}
