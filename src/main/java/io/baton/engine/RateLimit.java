package io.baton.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Lets one message a period through for each key, and tells how many were left out. Bounded.
final class RateLimit {

  private static final int MOST_KEYS = 256;

  private final long periodNanos;
  private final Map<Object, Slot> slots = new HashMap<>();

  RateLimit(long periodNanos) {
    this.periodNanos = periodNanos;
  }

  /// The number of messages left out since the last one that passed, or empty when this one is left
  /// out as well.
  OptionalLong tryPass(Object key, long nowNanos) {
    if (slots.size() >= MOST_KEYS && !slots.containsKey(key)) {
      slots.clear();
    }
    var slot = slots.get(key);
    if (slot == null) {
      slots.put(key, new Slot(nowNanos));
      return OptionalLong.of(0);
    }
    if (nowNanos - slot.passedAtNanos < periodNanos) {
      slot.leftOut++;
      return OptionalLong.empty();
    }
    long leftOut = slot.leftOut;
    slot.passedAtNanos = nowNanos;
    slot.leftOut = 0;
    return OptionalLong.of(leftOut);
  }

  private static final class Slot {
    private long passedAtNanos;
    private long leftOut;

    private Slot(long passedAtNanos) {
      this.passedAtNanos = passedAtNanos;
    }
  }
}
