package io.baton.engine;

import io.baton.engine.Loop.Timer;
import io.baton.vrrp.RouterState;
import org.jspecify.annotations.Nullable;

/// The one timer of a router. Event loop only.
///
/// A timer that comes too early does no harm, so it is only ever moved forward in time: a backup
/// that hears its Active router every interval does not touch the timer queue.
final class DeadlineTimer {

  private final Loop loop;
  private final Runnable task;
  private @Nullable Timer timer;
  private long atNanos = RouterState.NEVER;

  DeadlineTimer(Loop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
  }

  void arm(long deadlineNanos) {
    if (timer != null && atNanos <= deadlineNanos) {
      return;
    }
    disarm();
    if (deadlineNanos != RouterState.NEVER) {
      atNanos = deadlineNanos;
      timer = loop.at(deadlineNanos, this::fired);
    }
  }

  private void fired() {
    timer = null;
    atNanos = RouterState.NEVER;
    task.run();
  }

  void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
      atNanos = RouterState.NEVER;
    }
  }
}
