package io.baton.track;

import io.baton.config.ScriptConfig;
import io.baton.script.CommandResult;
import io.baton.script.Commands;
import io.baton.track.ScriptResultMachine.Verdict;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the program of one `vrrp_script` periodically and tells its verdict: the first one, and
/// every change. A program that takes too long is a failure at the moment its time is over, not
/// only when it has died. `reverse` and `weight` are not its business.
///
/// Starts lie on a grid that begins with the first one, so a slow or late run shifts none after it.
/// A start that comes while the program still runs is left out.
public final class ScriptTracker implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ScriptTracker.class);
  private static final long LOG_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  // A killed program is gone within 1.2 s.
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final ScriptConfig config;
  private final Commands commands;
  private final MonotonicClock clock;
  private final Consumer<TrackerResult> verdicts;
  private final long intervalNanos;
  private final Thread thread;
  private volatile boolean stopped;

  // Of the tracker's thread only, as is all below.
  private ScriptResultMachine machine;
  private Verdict told = Verdict.PENDING;
  private boolean isJudged;
  private long skipped;
  private @Nullable Long lastSkipLogNanos;

  /// @param verdicts called on the tracker's own thread; must neither block nor throw
  public ScriptTracker(ScriptConfig config, Commands commands, Consumer<TrackerResult> verdicts) {
    this(config, commands, verdicts, MonotonicClock.OF_THE_HOST);
  }

  ScriptTracker(
      ScriptConfig config,
      Commands commands,
      Consumer<TrackerResult> verdicts,
      MonotonicClock clock) {
    if (!config.interval().isPositive()) {
      throw new IllegalArgumentException("an interval is above zero, not " + config.interval());
    }
    this.config = config;
    this.commands = commands;
    this.verdicts = verdicts;
    this.clock = clock;
    this.intervalNanos = config.interval().toNanos();
    this.machine = ScriptResultMachine.initial(config.rise(), config.fall(), config.initFail());
    this.thread = Thread.ofVirtual().name("script-" + config.name()).unstarted(this::work);
  }

  /// The first run begins at once. Only once.
  public void start() {
    thread.start();
  }

  /// Begins to end: nothing is told any more, and a running program is being killed. Any thread,
  /// never blocks.
  public void stop() {
    stopped = true;
    thread.interrupt();
  }

  /// Stops and waits until a running program is gone, two seconds at most. Not on the event loop.
  @Override
  public void close() {
    stop();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(LONGEST_END)) {
        LOG.warnf("script %s does not end", config.name());
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
        runOnce();
        due = nextStart(due, clock.nanoTime());
        clock.sleepUntil(due);
      }
    } catch (InterruptedException e) {
      // Somebody stopped us; the program was killed.
      LOG.debugf("script %s stopped", config.name());
    }
  }

  private void runOnce() throws InterruptedException {
    isJudged = false;
    Duration limit = config.effectiveTimeout();
    try {
      CommandResult result =
          commands.run(
              config.command(),
              Map.of(),
              limit,
              () -> judge(false, new CommandResult.TimedOut(limit).toString()));
      judge(result.isSuccess(), result.toString());
    } catch (RuntimeException e) {
      LOG.errorf(e, "script %s: internal error, counts as failed", config.name());
      judge(false, "internal error: " + e);
    }
  }

  private void judge(boolean success, String evidence) {
    if (isJudged) {
      return;
    }
    isJudged = true;
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
    verdicts.accept(
        new TrackerResult(TrackerKey.script(config.name()), told == Verdict.GOOD, evidence));
  }

  private long nextStart(long due, long now) {
    long next = due + intervalNanos;
    if (now - next <= 0) {
      return next;
    }
    long missed = Math.ceilDiv(now - next, intervalNanos);
    skipped += missed;
    if (lastSkipLogNanos == null || now - lastSkipLogNanos >= LOG_PAUSE_NANOS) {
      LOG.warnf(
          "script %s still ran at its next start; left out %s: it needs a longer interval than"
              + " %s ms or a shorter timeout",
          config.name(), skipped, config.interval().toMillis());
      lastSkipLogNanos = now;
      skipped = 0;
    }
    return next + missed * intervalNanos;
  }
}
