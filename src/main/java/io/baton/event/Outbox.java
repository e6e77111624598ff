package io.baton.event;

import io.baton.engine.EngineEvent;
import io.baton.engine.EventNumbers;
import io.baton.engine.NodeEvent.DeliveryFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps events and delivers them: to every destination at least once, in the order of the log, and
/// independently of all others. An event is on the disk before the first destination sees it.
///
/// While the disk takes nothing, events wait in memory, up to a bound, then the oldest is dropped
/// and counted. Any thread; nothing here blocks its caller but `close` and `test`.
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Outbox.class);
  private static final String FOLDER = "events";
  private static final String JOURNAL = "deliveries.log";

  /// Of the engine, so that its numbers go on.
  private static final List<String> NUMBERED = List.of("instances", "groups");

  private final EventLog log;
  private final DeliveryJournal journal;
  private final Clock clock;
  private final EventWriter writer;
  private final CloudEvents events;
  private final Map<String, DestinationLane> lanes = new ConcurrentHashMap<>();
  private final FailureNotices notices;

  private Outbox(
      Path stateDir,
      String node,
      OutboxLimits limits,
      Clock clock,
      Consumer<DeliveryFailed> failures) {
    this.clock = clock;
    journal = DeliveryJournal.open(stateDir.resolve(FOLDER).resolve(JOURNAL), limits.deadLetters());
    log = EventLog.open(stateDir.resolve(FOLDER), limits, journal::setNumbers);
    log.skipTo(journal.highest());
    log.remember(journal.numbers());
    events = new CloudEvents(node, log.numbers());
    notices = new FailureNotices(clock, failures);
    writer = new EventWriter(log, clock, limits.memoryEvents(), this::onGrown, notices::lost);
  }

  /// Opens what is in the state folder, which need not exist. Does not fail: what cannot be read is
  /// put aside and told.
  ///
  /// @param node the name of this node in events
  /// @param failures told when an event is given up; an event of its own that must reach `record`
  public static Outbox open(
      Path stateDir,
      String node,
      OutboxLimits limits,
      Clock clock,
      Consumer<DeliveryFailed> failures) {
    var outbox = new Outbox(stateDir, node, limits, clock, failures);
    outbox.writer.start();
    return outbox;
  }

  /// Where the numbers of instances and groups stand, by name.
  public Map<String, EventNumbers> numbers() {
    var byName = new HashMap<String, EventNumbers>();
    log.numbers()
        .forEach(
            (kindAndName, numbers) -> {
              if (NUMBERED.contains(Sources.kind(kindAndName))) {
                byName.merge(Sources.name(kindAndName), numbers, EventLog::later);
              }
            });
    return byName;
  }

  /// Takes an event of the engine. Those of one thread in their order.
  public void record(EngineEvent event) {
    writer.add(() -> events.of(event));
  }

  /// Takes an event that is a CloudEvent already.
  public void append(StoredEvent event) {
    writer.add(() -> event);
  }

  private void onGrown() {
    lanes.values().forEach(DestinationLane::onGrown);
  }

  /// Begins to deliver. A destination of a name that was never seen gets what happens from now on;
  /// one that was here before goes on where it stopped.
  ///
  /// @throws IllegalStateException when the name is taken
  public void register(Destination destination) {
    var name = destination.name();
    var lane = new DestinationLane(destination, startOf(name), log, journal, clock, notices::lost);
    if (lanes.putIfAbsent(name, lane) != null) {
      throw new IllegalStateException("there is a destination " + name);
    }
    lane.start();
  }

  /// Who has lost his position with a damaged journal gets everything again rather than nothing.
  private long startOf(String name) {
    var known = journal.position(name);
    if (known.isPresent()) {
      return known.get();
    }
    long start = journal.damaged().isPresent() ? 0 : log.last();
    journal.setPosition(name, start);
    return start;
  }

  /// Stops delivering; the position and the dead letters stay.
  public void unregister(String name) {
    var lane = lanes.remove(name);
    if (lane != null) {
      lane.close();
    }
  }

  /// Every destination, by name.
  public List<DestinationState> destinations() {
    return lanes.values().stream()
        .map(DestinationLane::state)
        .sorted(Comparator.comparing(DestinationState::name))
        .toList();
  }

  public Optional<DestinationState> destination(String name) {
    return Optional.ofNullable(lanes.get(name)).map(DestinationLane::state);
  }

  /// The dead letters of a destination, oldest first; of one that is not registered, too.
  public List<DeadLetter> deadLetters(String destination) {
    return journal.dead(destination);
  }

  /// Tries dead letters again; they stay until they are delivered.
  ///
  /// @param eventId which one; null for all
  /// @return how many
  public int retry(String destination, @Nullable String eventId) {
    var lane = lanes.get(destination);
    var letters =
        journal.dead(destination).stream()
            .filter(letter -> eventId == null || letter.event().id().equals(eventId))
            .toList();
    if (lane == null || letters.isEmpty()) {
      return 0;
    }
    lane.again(letters);
    return letters.size();
  }

  /// Forgets a dead letter. False when there is none.
  public boolean delete(String destination, String eventId) {
    return journal.settle(destination, eventId);
  }

  /// Calls a destination again that had asked not to be called, and does not let it wait.
  public void enable(String destination) {
    journal.enable(destination);
    var lane = lanes.get(destination);
    if (lane != null) {
      lane.hurry();
    }
  }

  /// Delivers a marked event to one destination only, now.
  ///
  /// @return nothing when there is no such destination
  public Optional<Delivery> test(String destination) throws InterruptedException {
    var lane = lanes.get(destination);
    return lane == null
        ? Optional.empty()
        : Optional.of(lane.test(events.test(destination, clock.instant())));
  }

  public EventHistory history() {
    return new EventHistory(log, writer);
  }

  public OutboxState state() {
    return new OutboxState(
        writer.failure(),
        journal.failure(),
        writer.waiting(),
        writer.dropped(),
        log.size(),
        log.bytes(),
        log.last(),
        Stream.concat(log.damaged().stream(), journal.damaged().stream())
            .map(path -> String.valueOf(path.getFileName()))
            .toList());
  }

  /// Writes what waits, gives the destinations the rest of the time for it, and closes.
  public void close(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    writer.close(limit.dividedBy(2));
    for (var lane : lanes.values()) {
      lane.awaitDone(Duration.ofNanos(end - System.nanoTime()));
    }
    List.copyOf(lanes.keySet()).forEach(this::unregister);
    try {
      log.close();
      journal.close();
    } catch (IOException e) {
      LOG.warnf("B525 closing the outbox: %s", e.getMessage());
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(1));
  }
}
