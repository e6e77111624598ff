package io.baton.track;

import io.baton.config.CheckConfig;
import io.baton.config.CheckConfig.Http;
import io.baton.config.CheckConfig.Ping;
import io.baton.config.CheckConfig.Tcp;
import io.baton.track.Probing.Outcome;
import io.baton.track.VerdictLoop.Judge;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries out a built-in check periodically and tells its verdict: the first one, and every
/// change. A try that takes too long is a failure at the moment its time is over.
///
/// Each try has a platform thread of its own: looking up names and waiting for echoes block in
/// native code, where they would hold one of the few threads that carry all virtual ones, and where
/// no interrupt reaches them.
public final class CheckTracker implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(CheckTracker.class);

  /// What is left of the interval when the timeout is as long, so that a try without an answer is
  /// over before the next one starts.
  private static final Duration LONGEST_MARGIN = Duration.ofMillis(20);

  private static final int SHARE_OF_MARGIN = 10;

  private final CheckConfig config;
  private final Probing probing;
  private final Duration limit;
  private final VerdictLoop loop;

  /// @param verdicts called on the tracker's own thread; must neither block nor throw
  public CheckTracker(CheckConfig config, Consumer<TrackerResult> verdicts) {
    this(config, probing(config.probe()), verdicts, MonotonicClock.OF_THE_HOST);
  }

  CheckTracker(
      CheckConfig config, Probing probing, Consumer<TrackerResult> verdicts, MonotonicClock clock) {
    this.config = config;
    this.probing = probing;
    this.limit = limit(config);
    this.loop =
        new VerdictLoop(
            new TrackerKey(Kind.CHECK, config.name()),
            config.interval(),
            ScriptResultMachine.initial(config.rise(), config.fall(), false),
            this::tryOnce,
            verdicts,
            clock,
            // Its tries belong to the network namespace of the thread that starts it.
            Thread.ofPlatform().daemon().name("check-" + config.name()));
  }

  private static Probing probing(CheckConfig.Probe probe) {
    return switch (probe) {
      case Http http -> new HttpProbing(http);
      case Tcp tcp -> new TcpProbing(tcp);
      case Ping ping -> new PingProbing(ping);
    };
  }

  private static Duration limit(CheckConfig config) {
    Duration timeout = config.effectiveTimeout();
    if (!timeout.equals(config.interval())) {
      return timeout;
    }
    Duration share = timeout.dividedBy(SHARE_OF_MARGIN);
    return timeout.minus(share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN);
  }

  /// The first try begins at once, in the network namespace of the calling thread. Only once.
  public void start() {
    loop.start();
  }

  /// How its tries went so far. Any thread.
  public Tries tries() {
    return loop.tries();
  }

  /// Begins to end: nothing is told any more. Any thread, never blocks.
  public void stop() {
    loop.stop();
    probing.close();
  }

  /// Stops and waits, two seconds at most. A name server that does not answer may keep the thread
  /// of the last try a little longer; it tells nothing. Not on the event loop.
  @Override
  public void close() {
    stop();
    loop.close();
  }

  /// All the thread does; in tests on the test's own.
  void work() {
    loop.work();
  }

  private void tryOnce(Judge judge) throws InterruptedException {
    var found = new AtomicReference<@Nullable Outcome>();
    var thread =
        Thread.ofPlatform().daemon().name("try-" + config.name()).start(() -> found.set(outcome()));
    try {
      if (!thread.join(limit)) {
        judge.judge(false, Texts.within(probing.silence(), config.effectiveTimeout()));
        thread.interrupt();
        thread.join();
      }
    } finally {
      thread.interrupt();
    }
    var outcome = found.get();
    if (outcome != null) {
      judge.judge(outcome.good(), outcome.evidence());
    }
  }

  private Outcome outcome() {
    try {
      return probing.probe(config.effectiveTimeout());
    } catch (InterruptedException e) {
      return new Outcome(false, Texts.within(probing.silence(), config.effectiveTimeout()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "B402 check %s: internal error, counts as failed", config.name());
      return new Outcome(false, "internal error: " + e);
    }
  }
}
