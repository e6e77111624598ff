package io.baton.event;

import java.time.Duration;

/// How an event is tried again: after `first`, then each time after twice as long, `longest` at
/// most; up to a fifth of a wait is left to chance, so that many nodes do not call together.
///
/// @param attempts how often an event is tried at most, before it goes to the dead letters
/// @param giveUpAfter how old an event may be to be tried again; it is tried once at any age
public record RetryPolicy(Duration first, Duration longest, int attempts, Duration giveUpAfter) {

  /// Longer than this, an operator who repaired the other side would wait too long.
  public static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /// Lasts over a weekend's outage of the other side.
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          Duration.ofSeconds(1), Duration.ofMinutes(1), Integer.MAX_VALUE, Duration.ofDays(3));

  public RetryPolicy {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("waits of " + first + " to " + longest);
    }
    if (longest.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "waits of up to " + longest + ", " + LONGEST_WAIT + " at most");
    }
    if (attempts < 1 || !giveUpAfter.isPositive()) {
      throw new IllegalArgumentException(attempts + " attempts within " + giveUpAfter);
    }
  }

  /// The wait after so many failed attempts, before chance shortens it.
  Duration wait(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, 30);
    var wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
