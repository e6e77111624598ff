package io.baton.track;

import io.baton.track.ScriptResultMachine.Verdict;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tries something periodically and tells its verdict: the first one, and every change.
///
/// Starts lie on a grid that begins with the first one, so a slow or late try shifts none after it.
/// A start that comes while the last try still goes on is left out.
final class VerdictLoop implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(VerdictLoop.class);
  private static final long LOG_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  // A killed program is gone within 1.2 s.
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final TrackerKey key;
  private final Duration interval;
  private final Attempt attempt;
  private final MonotonicClock clock;
  private final Consumer<TrackerResult> verdicts;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Tries tries;

  // Of the loop's thread only, as is all below.
  private ScriptResultMachine machine;
  private Verdict told = Verdict.PENDING;
  private boolean isJudged;
  private long triedAtNanos;
  private long skipped;
  private @Nullable Long lastSkipLogNanos;

  /// One try. Ends soon after an interrupt.
  interface Attempt {

    /// Calls the judge when the outcome is known, which may be before the try is over. Only the
    /// first call counts.
    void run(Judge judge) throws InterruptedException;
  }

  /// Takes the outcome of one try.
  interface Judge {
    void judge(boolean success, String evidence);
  }

  /// @param machine before the first try
  /// @param verdicts called on the loop's own thread; must neither block nor throw
  /// @param threads makes the loop's thread
  VerdictLoop(
      TrackerKey key,
      Duration interval,
      ScriptResultMachine machine,
      Attempt attempt,
      Consumer<TrackerResult> verdicts,
      MonotonicClock clock,
      Thread.Builder threads) {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("an interval is above zero, not " + interval);
    }
    this.key = key;
    this.tries = Tries.none(key);
    this.interval = interval;
    this.machine = machine;
    this.attempt = attempt;
    this.verdicts = verdicts;
    this.clock = clock;
    this.thread = threads.unstarted(this::work);
  }

  /// How it went so far. Any thread.
  Tries tries() {
    return tries;
  }

  /// The first try begins at once. Only once.
  void start() {
    thread.start();
  }

  /// Begins to end: nothing is told any more, and a try that goes on is interrupted. Any thread,
  /// never blocks.
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  /// Stops and waits until a try that goes on is over, two seconds at most. Not on the event loop.
  @Override
  public void close() {
    stop();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(LONGEST_END)) {
        LOG.warnf("B401 %s does not end", key);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// All the thread does; in tests on the test's own.
  void work() {
    try {
      if (machine.verdict() != Verdict.PENDING) {
        tell("has not succeeded yet");
      }
      long due = clock.nanoTime();
      while (!stopped) {
        tryOnce();
        due = nextStart(due, clock.nanoTime());
        clock.sleepUntil(due);
      }
    } catch (InterruptedException e) {
      // Somebody stopped us; the try was ended.
      LOG.debugf("%s stopped", key);
    }
  }

  private void tryOnce() throws InterruptedException {
    isJudged = false;
    triedAtNanos = clock.nanoTime();
    try {
      attempt.run(this::judge);
    } catch (RuntimeException e) {
      LOG.errorf(e, "B402 %s: internal error, counts as failed", key);
      judge(false, "internal error: " + e);
    }
  }

  private void judge(boolean success, String evidence) {
    if (isJudged) {
      return;
    }
    isJudged = true;
    tries = tries.after(success, clock.nanoTime() - triedAtNanos);
    machine = machine.after(success);
    if (machine.verdict() != told) {
      tell(evidence);
    }
  }

  private void tell(String evidence) {
    if (stopped) {
      return;
    }
    told = machine.verdict();
    verdicts.accept(new TrackerResult(key, told == Verdict.GOOD, evidence));
  }

  private long nextStart(long due, long now) {
    long intervalNanos = interval.toNanos();
    long next = due + intervalNanos;
    if (now - next <= 0) {
      return next;
    }
    long missed = Math.ceilDiv(now - next, intervalNanos);
    skipped += missed;
    tries = tries.leaveOut(missed);
    if (lastSkipLogNanos == null || now - lastSkipLogNanos >= LOG_PAUSE_NANOS) {
      LOG.warnf(
          "B404 %s still ran at its next start; left out %s: it needs a longer interval than %s ms"
              + " or a shorter timeout",
          key, skipped, interval.toMillis());
      lastSkipLogNanos = now;
      skipped = 0;
    }
    return next + missed * intervalNanos;
  }
}
