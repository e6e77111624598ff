package io.baton.engine;

import java.time.Instant;

/// The one event loop that owns all state of the engine.
public interface Loop {

  /// The monotonic clock, in nanoseconds from an arbitrary origin.
  long nanoTime();

  /// The wall clock, only for showing.
  Instant now();

  /// Runs a task on the loop at a moment of the monotonic clock; at once if that has passed. Event
  /// loop only.
  Timer at(long deadlineNanos, Runnable task);

  /// Runs a task on the loop, soon. From any thread, in the order of the calls of one thread.
  void execute(Runnable task);

  /// A task that waits for its moment.
  interface Timer {
    /// The task will not run, unless it has. Event loop only.
    void cancel();
  }
}
