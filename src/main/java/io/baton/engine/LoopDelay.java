package io.baton.engine;

import java.util.List;

/// How late the timers of the event loop ran, or how long tasks waited for it, since the loop was
/// made: what scheduling, garbage collection and long tasks cost. An immutable snapshot.
///
/// @param count of timers
/// @param totalNanos of all together
/// @param maxNanos the latest of all
/// @param buckets how many were at most as late as each bucket says, each bucket counted by itself
///   and only those that are not empty, in ascending order
public record LoopDelay(long count, long totalNanos, long maxNanos, List<Bucket> buckets) {

  public static final LoopDelay NONE = new LoopDelay(0, 0, 0, List.of());

  public LoopDelay {
    buckets = List.copyOf(buckets);
  }

  /// Timers that were about equally late.
  ///
  /// @param upToNanos exclusive
  public record Bucket(long upToNanos, long count) {}

  /// The delay that a part of the timers stayed below, at most a quarter too high; 0 when there was
  /// no timer.
  ///
  /// @param part 0 to 1: 0.99 for all but one of a hundred
  public long quantileNanos(double part) {
    if (part < 0 || part > 1) {
      throw new IllegalArgumentException("a part is 0 to 1, not " + part);
    }
    long left = (long) Math.ceil(part * count);
    for (var bucket : buckets) {
      left -= bucket.count();
      if (left <= 0) {
        return Math.min(bucket.upToNanos(), maxNanos);
      }
    }
    return maxNanos;
  }
}
