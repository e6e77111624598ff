package io.baton.track;

import io.baton.config.ProcessConfig;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Watches processes for all process trackers, on a thread of its own, and tells for each the first
/// verdict and every change.
///
/// Whoever hears the kernel's events calls `onChanged`, `onEnded` and `onLost`; they never block.
/// An event only says where to look: what is true stands in `/proc`. The whole of `/proc` is read
/// at the beginning, after a loss, and at times in any case.
public final class ProcessWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ProcessWatch.class);

  /// Between two looks at all processes when no events are told.
  private static final Duration SCAN_PAUSE = Duration.ofSeconds(1);

  /// The same when they are, in case one of them was not.
  private static final Duration REPAIR_PAUSE = Duration.ofSeconds(30);

  /// A burst of starts; more are a loss.
  private static final int LONGEST_QUEUE = 16_384;

  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final Consumer<TrackerResult> verdicts;
  private final ProcessTable table;
  private final MonotonicClock clock;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(LONGEST_QUEUE);
  private final AtomicBoolean lost = new AtomicBoolean(true);
  private final AtomicReference<@Nullable List<ProcessConfig>> wanted = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean eventsAreTold;
  private volatile boolean stopped;

  // Of the thread only.
  private final List<Event> batch = new ArrayList<>();
  private Map<String, ProcessTracker> trackers = new LinkedHashMap<>();
  private long scanAtNanos;

  /// A negative pid wakes the thread and says nothing.
  private record Event(int pid, boolean hasEnded) {
    static final Event WAKE = new Event(-1, true);
  }

  /// @param verdicts called on the watch's own thread; must neither block nor throw
  public ProcessWatch(Consumer<TrackerResult> verdicts) {
    this(verdicts, new ProcFolder(ProcFolder.DEFAULT), MonotonicClock.OF_THE_HOST);
  }

  ProcessWatch(Consumer<TrackerResult> verdicts, ProcessTable table, MonotonicClock clock) {
    this.verdicts = verdicts;
    this.table = table;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("baton-processes").unstarted(this::work);
  }

  /// Begins to watch. Only once.
  ///
  /// @param eventsAreTold whether somebody calls the `on...` methods; else all processes are looked
  ///   at every second
  public void start(boolean eventsAreTold) {
    this.eventsAreTold = eventsAreTold;
    thread.start();
  }

  /// Sets what is tracked, before the start or at any time after it. A tracker that stays as it is
  /// keeps its verdict, and tells it no second time. Any thread, never blocks.
  public void track(List<ProcessConfig> configs) {
    wanted.set(List.copyOf(configs));
    wake();
  }

  /// A process began, runs another program, or has another name.
  public void onChanged(int pid) {
    offer(new Event(pid, false));
  }

  /// A process ended.
  public void onEnded(int pid) {
    offer(new Event(pid, true));
  }

  /// Events did not arrive.
  public void onLost() {
    lost.set(true);
    wake();
  }

  private void offer(Event event) {
    if (!events.offer(event)) {
      lost.set(true);
    }
  }

  private void wake() {
    // A full queue wakes it as well.
    var _ = events.offer(Event.WAKE);
  }

  /// Begins to end: nothing is told any more. Any thread, never blocks.
  public void stop() {
    stopped = true;
    thread.interrupt();
  }

  /// Stops and waits, two seconds at most. Not on the event loop.
  @Override
  public void close() {
    stop();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(LONGEST_END)) {
        LOG.warn("B401 the watch over processes does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!stopped) {
        round();
        await();
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch over processes ended");
    }
  }

  /// One look at what is new; in tests on the test's own thread.
  void round() {
    try {
      boolean isNew = replaceTrackers();
      // Emptied before the scan: what happens meanwhile is looked at after it.
      events.drainTo(batch);
      boolean isLost = lost.getAndSet(false);
      if (isNew || isLost || clock.nanoTime() - scanAtNanos >= 0) {
        scan();
      }
      // After a scan too: the kernel tells an end a little before `/proc` shows it.
      apply(batch);
      tell();
    } catch (RuntimeException e) {
      LOG.error("B403 the watch over processes: internal error, looking at all again", e);
      scanAtNanos = clock.nanoTime() + SCAN_PAUSE.toNanos();
    } finally {
      batch.clear();
    }
  }

  private boolean replaceTrackers() {
    var configs = wanted.getAndSet(null);
    if (configs == null) {
      return false;
    }
    var next = new LinkedHashMap<String, ProcessTracker>();
    for (var config : configs) {
      var present = trackers.get(config.name());
      boolean stays = present != null && present.config().equals(config);
      next.put(config.name(), stays ? present : new ProcessTracker(config));
    }
    trackers = next;
    return true;
  }

  private void scan() {
    var matching = new HashMap<ProcessTracker, Set<Integer>>();
    trackers.values().forEach(tracker -> matching.put(tracker, new HashSet<>()));
    for (int pid : trackers.isEmpty() ? List.<Integer>of() : table.ids()) {
      String name = table.name(pid);
      if (name != null) {
        matching.forEach(
            (tracker, pids) -> {
              if (tracker.matches(table, pid, name)) {
                pids.add(pid);
              }
            });
      }
    }
    long now = clock.nanoTime();
    matching.forEach((tracker, pids) -> tracker.scan(pids, now));
    scanAtNanos = now + (eventsAreTold ? REPAIR_PAUSE : SCAN_PAUSE).toNanos();
  }

  /// Of several events about one process only the last still matters.
  private void apply(List<Event> all) {
    var last = new LinkedHashMap<Integer, Boolean>();
    all.forEach(event -> last.put(event.pid(), event.hasEnded()));
    long now = clock.nanoTime();
    last.forEach(
        (pid, hasEnded) -> {
          if (hasEnded) {
            trackers.values().forEach(tracker -> tracker.ended(pid, now));
          } else {
            String name = table.name(pid);
            trackers.values().forEach(tracker -> tracker.changed(table, pid, name, now));
          }
        });
  }

  private void tell() {
    long now = clock.nanoTime();
    for (var tracker : trackers.values()) {
      var verdict = tracker.verdict(now);
      if (verdict.isPresent() && !stopped) {
        verdicts.accept(verdict.get());
      }
    }
  }

  private void await() throws InterruptedException {
    long now = clock.nanoTime();
    long wait = scanAtNanos - now;
    for (var tracker : trackers.values()) {
      var deadline = tracker.deadlineNanos();
      if (deadline.isPresent()) {
        wait = Math.min(wait, deadline.getAsLong() - now);
      }
    }
    var first = events.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
    }
  }
}
