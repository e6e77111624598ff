package io.baton.event;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings events from memory to the disk, on a thread of its own: a real one, since a disk that
/// hangs would hold one of the few that carry the virtual threads.
final class EventWriter {

  private static final Logger LOG = Logger.getLogger(EventWriter.class);
  private static final int BATCH = 256;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final EventLog log;
  private final Clock clock;
  private final int bound;
  private final Runnable grown;
  private final DestinationLane.Losses losses;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Supplier<StoredEvent>> queue = new ArrayDeque<>();

  // Taken from the queue, not on the disk yet. Only the thread uses it.
  private List<StoredEvent> pending = List.of();
  private final Thread thread;
  private int taken;
  private boolean closed;
  private long dropped;
  private long droppedUntold;
  private volatile @Nullable String failure;

  EventWriter(EventLog log, Clock clock, int bound, Runnable grown, DestinationLane.Losses losses) {
    this.log = log;
    this.clock = clock;
    this.bound = bound;
    this.grown = grown;
    this.losses = losses;
    this.thread = Thread.ofPlatform().daemon().name("event-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Never blocks.
  void add(Supplier<StoredEvent> event) {
    lock.lock();
    try {
      if (queue.size() + taken >= bound && !queue.isEmpty()) {
        queue.remove();
        dropped++;
        droppedUntold++;
      }
      queue.add(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (take()) {
        while (!write() && !isClosed()) {
          pause();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the event writer was interrupted");
    } catch (RuntimeException e) {
      failure = "internal error: " + e;
      LOG.error("B520 events are not written any more", e);
    }
  }

  // Waits for events; false when there will be none.
  private boolean take() throws InterruptedException {
    var batch = new ArrayList<Supplier<StoredEvent>>();
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        changed.await();
      }
      while (!queue.isEmpty() && batch.size() < BATCH) {
        batch.add(queue.remove());
      }
      taken = batch.size();
    } finally {
      lock.unlock();
    }
    // Not under the lock, on which the event loop may wait.
    pending = batch.stream().map(Supplier::get).toList();
    return !batch.isEmpty();
  }

  private boolean write() {
    try {
      var _ = log.append(pending, clock.instant());
    } catch (IOException e) {
      if (failure == null) {
        LOG.errorf(
            "B521 events are kept in memory, up to %d: %s; tried again each second",
            bound, e.getMessage());
      }
      failure = String.valueOf(e.getMessage());
      return false;
    }
    if (failure != null) {
      LOG.info("B522 events are written to the disk again");
    }
    pending = List.of();
    failure = null;
    lock.lock();
    try {
      taken = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    grown.run();
    tellDropped();
    return true;
  }

  private void tellDropped() {
    long untold;
    lock.lock();
    try {
      untold = droppedUntold;
      droppedUntold = 0;
    } finally {
      lock.unlock();
    }
    if (untold > 0) {
      losses.lost("history", null, untold + " events were dropped while the disk took none");
    }
  }

  private void pause() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = RETRY.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is an event after a position, or the time is over.
  void awaitAfter(long position, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (log.last() <= position && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Nullable String failure() {
    return failure;
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size() + taken;
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /// Writes what it has and ends.
  void close(Duration limit) {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!thread.join(limit)) {
        LOG.errorf("B523 %d events are not written: the disk does not answer", waiting());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isClosing() {
    return isClosed();
  }
}
