package io.baton.engine;

import java.util.Arrays;

/// How regularly advertisements follow each other, as multiples of their interval. Event loop only.
final class GapRecorder {

  private final long[] counts = new long[Gaps.BOUNDS.size() + 1];
  private long lastAtNanos = Long.MIN_VALUE;
  private long longestNanos;
  private double sum;

  /// An advertisement, at this moment; the first after `pause` begins anew.
  void record(long nowNanos, long intervalNanos) {
    if (lastAtNanos != Long.MIN_VALUE) {
      long gap = nowNanos - lastAtNanos;
      longestNanos = Math.max(longestNanos, gap);
      double ratio = (double) gap / intervalNanos;
      counts[bucket(ratio)]++;
      sum += ratio;
    }
    lastAtNanos = nowNanos;
  }

  /// The next advertisement does not follow the last one.
  void pause() {
    lastAtNanos = Long.MIN_VALUE;
  }

  private static int bucket(double ratio) {
    int bucket = 0;
    while (bucket < Gaps.BOUNDS.size() && ratio > Gaps.BOUNDS.get(bucket)) {
      bucket++;
    }
    return bucket;
  }

  Gaps snapshot() {
    return new Gaps(Arrays.stream(counts).boxed().toList(), sum, longestNanos);
  }
}
