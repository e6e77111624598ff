package io.baton.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the events of the last time, and waits for new ones. Any thread that may block.
public final class EventHistory {

  /// So many events are looked at for one page at most.
  private static final int LONGEST_SEARCH = 100_000;

  private final EventLog log;
  private final EventWriter writer;

  /// Which events are wanted; null for whatever.
  ///
  /// @param type the whole type, `io.baton.transition.v1`
  /// @param state the state entered, which only transitions have
  public record Filter(
      @Nullable String type,
      @Nullable String subject,
      @Nullable String state,
      @Nullable Instant since,
      @Nullable Instant until) {

    public static final Filter ALL = new Filter(null, null, null, null, null);

    boolean matches(StoredEvent event) {
      return (type == null || type.equals(event.type()))
          && (subject == null || subject.equals(event.subject()))
          && (state == null || state.equals(event.state()))
          && (since == null || !event.time().isBefore(since))
          && (until == null || event.time().isBefore(until));
    }
  }

  /// A part of the history.
  ///
  /// @param events newest first
  /// @param before the position to ask with for the next page; null when this is the last one
  public record Page(List<StoredEvent> events, @Nullable Long before) {

    public Page {
      events = List.copyOf(events);
    }
  }

  EventHistory(EventLog log, EventWriter writer) {
    this.log = log;
    this.writer = writer;
  }

  /// The newest events that are wanted.
  ///
  /// @param before only events before this position
  public Page page(Filter filter, long before, int limit) {
    var found = new ArrayList<StoredEvent>();
    long position = before;
    for (int looked = 0; looked < LONGEST_SEARCH; looked++) {
      var event = log.before(position);
      if (event.isEmpty()) {
        return new Page(found, null);
      }
      if (found.size() == limit) {
        return new Page(found, position);
      }
      position = event.get().position();
      if (filter.matches(event.get())) {
        found.add(event.get());
      }
    }
    return new Page(found, position);
  }

  /// The next event after a position that is wanted, once it is there.
  ///
  /// @return nothing when none came in time
  public Optional<StoredEvent> next(Filter filter, long position, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long after = position;
    while (true) {
      var event = log.after(after);
      if (event.isPresent()) {
        after = event.get().position();
        if (filter.matches(event.get())) {
          return event;
        }
        continue;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || writer.isClosing()) {
        return Optional.empty();
      }
      writer.awaitAfter(after, Duration.ofNanos(left));
    }
  }

  /// Where the event of an id lies; nothing when the history does not hold it any more.
  public Optional<Long> positionOf(String id) {
    long position = Long.MAX_VALUE;
    for (int looked = 0; looked < LONGEST_SEARCH; looked++) {
      var event = log.before(position);
      if (event.isEmpty()) {
        return Optional.empty();
      }
      position = event.get().position();
      if (event.get().id().equals(id)) {
        return Optional.of(position);
      }
    }
    return Optional.empty();
  }

  /// The position of the newest event.
  public long last() {
    return log.last();
  }
}
