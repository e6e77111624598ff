package io.baton.engine;

import java.util.PriorityQueue;

/// One virtual clock and its queue of events, for a whole simulated cluster.
final class SimulatedTime {

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long now;
  private long sequence;

  private record Event(long atNanos, long sequence, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  long now() {
    return now;
  }

  void at(long nanos, Runnable task) {
    queue.add(new Event(Math.max(nanos, now), sequence++, task));
  }

  /// Runs every event up to the horizon, none past it, and calls the check after each.
  void runUntil(long horizonNanos, Runnable check) {
    while (!queue.isEmpty() && queue.peek().atNanos() <= horizonNanos) {
      var event = queue.remove();
      now = event.atNanos();
      event.task().run();
      check.run();
    }
    now = horizonNanos;
  }
}
