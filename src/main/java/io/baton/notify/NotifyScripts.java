package io.baton.notify;

import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.script.CommandResult;
import io.baton.script.Commands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the notify scripts: of one instance one at a time and in the order of the events, of
/// different instances independently. keepalived starts them all at once, so its last script to end
/// may tell of the first state; here the last script tells of the last state.
///
/// Scripts run for what happens now. When more than `QUEUE_LIMIT` events of an instance wait, the
/// oldest is dropped: the newest state matters most.
public final class NotifyScripts {

  /// How many events of an instance may wait.
  public static final int QUEUE_LIMIT = 256;

  /// A time limit that suits: long enough for restarting a service, short enough that a hanging
  /// script does not keep the next state from being told for minutes.
  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = Logger.getLogger(NotifyScripts.class);

  // An interrupted program is gone within 1.2 s.
  private static final Duration KILL_LIMIT = Duration.ofMillis(1500);

  private final Function<EngineEvent, Optional<NotifyConfig>> scripts;
  private final Commands commands;
  private final Duration timeLimit;
  private final AtomicLong dropped = new AtomicLong();

  // Held for microseconds only, never while a script runs.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition laneEnded = lock.newCondition();
  private final Map<String, Lane> lanes = new HashMap<>();
  private boolean closed;

  /// @param scripts the scripts of an instance or group as they are now; called by `accept`, so it
  ///   must not block
  /// @param timeLimit of one script
  public NotifyScripts(
      Function<EngineEvent, Optional<NotifyConfig>> scripts,
      Commands commands,
      Duration timeLimit) {
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("a time limit is above zero, not " + timeLimit);
    }
    this.scripts = scripts;
    this.commands = commands;
    this.timeLimit = timeLimit;
  }

  /// Takes an event. Any thread, never blocks; the events of one instance in their order.
  public void accept(EngineEvent event) {
    ScriptCall call = ScriptCall.of(event, scripts.apply(event).orElse(NotifyConfig.NONE));
    if (call.commands().isEmpty()) {
      return;
    }
    ScriptCall lost = enqueue(call);
    if (lost != null) {
      dropped.incrementAndGet();
      String why =
          lost.equals(call) ? "we are stopping" : QUEUE_LIMIT + " newer events wait for them";
      LOG.errorf(
          "B510 %s: the notify scripts for %s are not run: %s", subject(lost), lost.what(), why);
    }
  }

  /// How many events were not told, because too many waited or because of a stop.
  public long dropped() {
    return dropped.get();
  }

  /// Takes no more events and waits until those taken have been told. At half of the limit a script
  /// that others wait for is killed, and only the newest event, the stop, still gets its turn; at
  /// the limit everything is killed. Takes the limit and 1.5 s at most. Not on the event loop.
  public void close(Duration limit) {
    lock.lock();
    try {
      closed = true;
      if (awaitLanes(limit.dividedBy(2))) {
        return;
      }
      lanes.forEach(this::skipToTheNewest);
      if (awaitLanes(limit.dividedBy(2))) {
        return;
      }
      lanes.forEach(this::giveUp);
      if (!awaitLanes(KILL_LIMIT)) {
        LOG.errorf("B511 notify scripts of %s do not end", lanes.keySet());
      }
    } catch (InterruptedException e) {
      lanes.forEach(this::giveUp);
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitLanes(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    while (!lanes.isEmpty() && left > 0) {
      left = laneEnded.awaitNanos(left);
    }
    return lanes.isEmpty();
  }

  private void skipToTheNewest(String instance, Lane lane) {
    if (!lane.waiting.isEmpty()) {
      interrupt(instance, lane, 1);
    }
  }

  private void giveUp(String instance, Lane lane) {
    interrupt(instance, lane, 0);
  }

  private void interrupt(String instance, Lane lane, int kept) {
    int lost = lane.waiting.size() - kept;
    dropped.addAndGet(lost);
    LOG.errorf(
        "B512 %s: its notify script is killed because we stop, %s more events are not told",
        instance, lost);
    for (int i = 0; i < lost; i++) {
      lane.waiting.remove();
    }
    lane.thread.interrupt();
  }

  // Returns the call that is lost by it, if any.
  private @Nullable ScriptCall enqueue(ScriptCall call) {
    lock.lock();
    try {
      if (closed) {
        return call;
      }
      Lane lane = lanes.computeIfAbsent(subject(call), this::open);
      ScriptCall lost = lane.waiting.size() < QUEUE_LIMIT ? null : lane.waiting.remove();
      lane.waiting.add(call);
      return lost;
    } finally {
      lock.unlock();
    }
  }

  // The thread cannot see the empty queue: it needs the lock, which our caller holds.
  private Lane open(String instance) {
    Thread thread = Thread.ofVirtual().name("notify-" + instance).start(() -> empty(instance));
    return new Lane(thread, new ArrayDeque<>());
  }

  private void empty(String instance) {
    Optional<ScriptCall> call = next(instance);
    while (call.isPresent()) {
      tell(call.get());
      call = next(instance);
    }
  }

  // The lane ends when nothing waits; a new event opens another. Between the two nobody runs.
  private Optional<ScriptCall> next(String instance) {
    lock.lock();
    try {
      // An interruption so far was meant for the scripts of the last event.
      boolean _ = Thread.interrupted();
      Lane lane = lanes.get(instance);
      ScriptCall call = lane == null ? null : lane.waiting.poll();
      if (call == null) {
        lanes.remove(instance);
        laneEnded.signalAll();
      }
      return Optional.ofNullable(call);
    } finally {
      lock.unlock();
    }
  }

  private void tell(ScriptCall call) {
    try {
      for (Command command : call.commands()) {
        CommandResult result =
            commands.run(command, call.environment(), input(call), timeLimit, () -> {});
        if (!result.isSuccess()) {
          LOG.warnf(
              "B513 %s: notify script %s for %s: %s",
              subject(call), command.words().getFirst(), call.what(), result);
        }
      }
    } catch (InterruptedException e) {
      // Only `close` interrupts; what should still be told is left in the lane.
      LOG.debugf("%s: notify script was killed", subject(call));
    } catch (RuntimeException e) {
      LOG.errorf(e, "B514 %s: notify scripts for %s", subject(call), call.what());
    }
  }

  private static byte[] input(ScriptCall call) {
    byte[] input = call.input().getBytes(StandardCharsets.UTF_8);
    if (input.length <= Commands.LONGEST_INPUT) {
      return input;
    }
    LOG.warnf(
        "B515 %s: %s is too long for the input of a script, which gets none",
        subject(call), call.what());
    return Commands.NO_INPUT;
  }

  /// `instance VI_1`; also what a lane is called.
  private static String subject(ScriptCall call) {
    return call.subject().toLowerCase(Locale.ROOT) + " " + call.event().name();
  }

  /// The events of one instance that wait, and the thread that tells them. Guarded by the lock.
  private record Lane(Thread thread, ArrayDeque<ScriptCall> waiting) {}
}
