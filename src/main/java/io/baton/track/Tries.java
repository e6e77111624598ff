package io.baton.track;

import io.baton.vrrp.TrackerKey;

/// The tries of a tracker since it was started: an immutable snapshot.
///
/// @param leftOut starts for which the try before still went on
/// @param totalNanos how long all of those that succeeded or failed took until their outcome
/// @param lastNanos the same of the last one
public record Tries(
    TrackerKey key, long succeeded, long failed, long leftOut, long totalNanos, long lastNanos) {

  static Tries none(TrackerKey key) {
    return new Tries(key, 0, 0, 0, 0, 0);
  }

  Tries after(boolean success, long nanos) {
    return new Tries(
        key,
        success ? succeeded + 1 : succeeded,
        success ? failed : failed + 1,
        leftOut,
        totalNanos + nanos,
        nanos);
  }

  Tries leaveOut(long count) {
    return new Tries(key, succeeded, failed, leftOut + count, totalNanos, lastNanos);
  }
}
