package io.baton.linux;

import io.baton.engine.LoopDelay;
import io.baton.engine.LoopDelay.Bucket;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts delays without making garbage: four buckets for each power of two. One thread records,
/// any thread takes snapshots.
final class DelayRecorder {

  private static final int PARTS_BITS = 2;
  private static final int PARTS = 1 << PARTS_BITS;
  private static final int BUCKETS = (Long.SIZE - PARTS_BITS) * PARTS;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
  private final AtomicLong max = new AtomicLong();
  private final AtomicLong total = new AtomicLong();

  /// @param nanos negative counts as 0
  void record(long nanos) {
    long delay = Math.max(0, nanos);
    int bucket = bucket(delay);
    counts.setRelease(bucket, counts.getPlain(bucket) + 1);
    total.setRelease(total.getPlain() + delay);
    if (delay > max.getPlain()) {
      max.setRelease(delay);
    }
  }

  /// Below 4 each number is a bucket; above, the leading bit and the two after it choose.
  private static int bucket(long delay) {
    if (delay < PARTS) {
      return (int) delay;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(delay) - PARTS_BITS;
    return shift * PARTS + (int) (delay >>> shift);
  }

  /// The least delay that belongs to the next bucket.
  private static long limit(int bucket) {
    if (bucket < PARTS) {
      return bucket + 1L;
    }
    int shift = bucket / PARTS - 1;
    long limit = (long) (bucket % PARTS + PARTS + 1) << shift;
    return limit < 0 ? Long.MAX_VALUE : limit;
  }

  LoopDelay snapshot() {
    var buckets = new ArrayList<Bucket>();
    long count = 0;
    for (int i = 0; i < BUCKETS; i++) {
      long inBucket = counts.getAcquire(i);
      if (inBucket > 0) {
        buckets.add(new Bucket(limit(i), inBucket));
        count += inBucket;
      }
    }
    return new LoopDelay(count, total.getAcquire(), max.getAcquire(), buckets);
  }
}
