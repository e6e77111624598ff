package io.baton.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Delivers to one destination, on a virtual thread of its own: the log in its order, and dead
/// letters that an operator wants tried again in between.
final class DestinationLane {

  private static final Logger LOG = Logger.getLogger(DestinationLane.class);

  /// How long a test event waits for an event that is being delivered.
  private static final Duration TEST_WAIT = Duration.ofSeconds(5);

  private final Destination destination;
  private final EventLog log;
  private final DeliveryJournal journal;
  private final Clock clock;
  private final Losses losses;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<DeadLetter> again = new ArrayDeque<>();

  /// Held while the destination is called.
  private final ReentrantLock calling = new ReentrantLock();

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile long position;
  private volatile @Nullable Failure lastFailure;
  private volatile @Nullable Instant lastSent;
  private volatile @Nullable Instant nextAttempt;
  private volatile boolean closed;
  private boolean hurry;
  private final Thread thread;

  private record Failure(String why, Instant at) {}

  /// Told of events that a destination will not get.
  interface Losses {
    void lost(String destination, @Nullable StoredEvent event, String why);
  }

  DestinationLane(
      Destination destination,
      long position,
      EventLog log,
      DeliveryJournal journal,
      Clock clock,
      Losses losses) {
    this.destination = destination;
    this.position = position;
    this.log = log;
    this.journal = journal;
    this.clock = clock;
    this.losses = losses;
    this.thread = Thread.ofVirtual().name("deliver-" + destination.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  String name() {
    return destination.name();
  }

  private void run() {
    while (!closed) {
      try {
        if (!deliverOne()) {
          awaitChange();
        }
      } catch (InterruptedException e) {
        LOG.debugf("%s: interrupted", name());
      } catch (RuntimeException e) {
        LOG.errorf(e, "B530 destination %s", name());
        failed(String.valueOf(e));
        pause(RetryPolicy.DEFAULT.longest());
      }
    }
  }

  // False when there is nothing to do.
  private boolean deliverOne() throws InterruptedException {
    if (journal.disabled(name()) != null) {
      return false;
    }
    var letter = nextAgain();
    if (letter.isPresent()) {
      deliver(letter.get().event(), letter.get().attempts());
      return true;
    }
    var next = log.after(position);
    if (next.isEmpty()) {
      return false;
    }
    var event = next.get();
    countGap(event.position());
    if (!wants(event)) {
      position = event.position();
      return true;
    }
    if (deliver(event, 0)) {
      position = event.position();
      journal.setPosition(name(), position);
    }
    return true;
  }

  private Optional<DeadLetter> nextAgain() {
    lock.lock();
    try {
      return Optional.ofNullable(again.poll());
    } finally {
      lock.unlock();
    }
  }

  /// What nobody was told about a failure of this destination must not make the next failure.
  private boolean wants(StoredEvent event) {
    boolean ofItself =
        event.type().equals(CloudEvents.DELIVERY_FAILED) && event.subject().equals(name());
    return !ofItself && destination.wants(event);
  }

  private void countGap(long next) {
    long lost = next - position - 1;
    if (lost > 0) {
      dropped.addAndGet(lost);
      position = next - 1;
      losses.lost(name(), null, lost + " events were dropped: the history holds no more");
    }
  }

  // Whether the event is done with, for better or worse.
  private boolean deliver(StoredEvent event, int earlier) throws InterruptedException {
    var policy = destination.retryPolicy();
    int attempts = earlier;
    int failures = 0;
    while (!closed) {
      attempts++;
      var outcome = call(event);
      switch (outcome) {
        case Delivery.Delivered _ -> {
          sent.incrementAndGet();
          lastSent = clock.instant();
          journalSettle(event, earlier);
          return true;
        }
        case Delivery.Refused(String why) -> {
          giveUp(event, why, attempts);
          return true;
        }
        case Delivery.Disabled(String why) -> {
          failed(why);
          journal.disable(name(), bounded(why));
          LOG.errorf("B531 destination %s asks not to be called any more: %s", name(), why);
          return false;
        }
        case Delivery.Retry(String why, Duration after) -> {
          failures++;
          failed(why);
          if (isGivenUp(event, failures, policy)) {
            giveUp(event, why, attempts);
            return true;
          }
          retried.incrementAndGet();
          if (failures == 1) {
            LOG.warnf("B532 destination %s: %s is tried again: %s", name(), event, why);
          }
          if (pause(wait(policy, failures, after))) {
            failures = 0;
          }
        }
      }
      if (journal.disabled(name()) != null) {
        return false;
      }
    }
    return false;
  }

  private void journalSettle(StoredEvent event, int earlier) {
    if (earlier > 0) {
      boolean _ = journal.settle(name(), event.id());
    }
  }

  private Delivery call(StoredEvent event) throws InterruptedException {
    calling.lockInterruptibly();
    try {
      return destination.deliver(event);
    } catch (RuntimeException e) {
      LOG.errorf(e, "B530 destination %s: %s", name(), event);
      return new Delivery.Retry("internal error: " + e);
    } finally {
      calling.unlock();
    }
  }

  private boolean isGivenUp(StoredEvent event, int failures, RetryPolicy policy) {
    return failures >= policy.attempts()
        || event.time().isBefore(clock.instant().minus(policy.giveUpAfter()));
  }

  private static Duration wait(RetryPolicy policy, int failures, @Nullable Duration after) {
    var wait = policy.wait(failures);
    long millis = Math.max(1, wait.toMillis());
    long shorter = millis - ThreadLocalRandom.current().nextLong(millis / 5 + 1);
    if (after == null || after.toMillis() <= shorter) {
      return Duration.ofMillis(shorter);
    }
    return after.compareTo(RetryPolicy.LONGEST_WAIT) < 0 ? after : RetryPolicy.LONGEST_WAIT;
  }

  private void giveUp(StoredEvent event, String why, int attempts) {
    failed.incrementAndGet();
    failed(why);
    var letter = new DeadLetter(event, bounded(why), clock.instant(), attempts);
    dropped.addAndGet(journal.addDead(name(), letter));
    LOG.errorf("B533 destination %s: %s is given up: %s", name(), event, why);
    losses.lost(name(), event, why);
  }

  private void failed(String why) {
    lastFailure = new Failure(bounded(why), clock.instant());
  }

  private static String bounded(String why) {
    return why.length() <= 500 ? why : why.substring(0, 500);
  }

  private void awaitChange() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!hurry && !closed) {
        changed.await();
      }
      hurry = false;
    } finally {
      lock.unlock();
    }
  }

  // Waits; true when an operator does not want to wait.
  private boolean pause(Duration wait) {
    nextAttempt = clock.instant().plus(wait);
    lock.lock();
    try {
      hurry = false;
      long left = wait.toNanos();
      while (left > 0 && !hurry && !closed) {
        left = changed.awaitNanos(left);
      }
      return hurry;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
      nextAttempt = null;
    }
  }

  /// The log has grown.
  void onGrown() {
    // Not `hurry`: new events do not shorten the wait of a failed one.
    signal(nextAttempt == null);
  }

  /// Whatever waits is tried now.
  void hurry() {
    signal(true);
  }

  /// Dead letters are tried again, soon.
  void again(Iterable<DeadLetter> letters) {
    lock.lock();
    try {
      letters.forEach(
          letter -> {
            if (again.stream().noneMatch(l -> l.event().equals(letter.event()))) {
              again.add(letter);
            }
          });
    } finally {
      lock.unlock();
    }
    hurry();
  }

  private void signal(boolean now) {
    lock.lock();
    try {
      hurry |= now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Delivers an event that is in no log, for a test of the destination. Not counted.
  Delivery test(StoredEvent event) throws InterruptedException {
    if (!calling.tryLock(TEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Delivery.Retry("it is delivering another event");
    }
    try {
      return destination.deliver(event);
    } finally {
      calling.unlock();
    }
  }

  DestinationState state() {
    var next = log.after(position);
    var failure = lastFailure;
    return new DestinationState(
        name(),
        position,
        sent.get(),
        failed.get(),
        retried.get(),
        dropped.get(),
        Math.max(0, log.last() - position),
        next.map(StoredEvent::time).orElse(null),
        journal.dead(name()).size(),
        journal.disabled(name()),
        failure == null ? null : failure.why(),
        failure == null ? null : failure.at(),
        lastSent,
        nextAttempt);
  }

  /// Waits until it has delivered what there is, or cannot for now.
  void awaitDone(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (log.after(position).isPresent()
        && nextAttempt == null
        && journal.disabled(name()) == null
        && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  /// Ends an attempt that is under way and keeps the position.
  void close() {
    closed = true;
    hurry();
    thread.interrupt();
    try {
      if (!thread.join(Duration.ofSeconds(1))) {
        LOG.warnf("B534 destination %s does not end its attempt", name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.setPosition(name(), position);
    destination.close();
  }
}
