package io.baton.event;

import java.time.Duration;

/// Bounds of what the outbox keeps. Whatever exceeds them, the oldest goes first, and is counted.
///
/// @param historyBytes on the disk; a segment, an eighth of it, goes at a time
/// @param historyAge of events
/// @param memoryEvents that wait for the disk
/// @param deadLetters of one destination
public record OutboxLimits(
    long historyBytes, Duration historyAge, int memoryEvents, int deadLetters) {

  public static final OutboxLimits DEFAULT =
      new OutboxLimits(16L << 20, Duration.ofDays(90), 4096, 1000);

  private static final long SMALLEST = 64L << 10;
  private static final long LARGEST = 1L << 30;

  public OutboxLimits {
    if (historyBytes < SMALLEST || historyBytes > LARGEST) {
      throw new IllegalArgumentException(
          "a history of " + historyBytes + " bytes, not " + SMALLEST + " to " + LARGEST);
    }
    if (!historyAge.isPositive() || memoryEvents < 1 || deadLetters < 1) {
      throw new IllegalArgumentException("limits are above zero");
    }
  }

  long segmentBytes() {
    return historyBytes / 8;
  }
}
