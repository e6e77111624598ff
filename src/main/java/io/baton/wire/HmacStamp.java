package io.baton.wire;

import java.time.Duration;
import java.time.Instant;

/// The moment at which an advertisement was signed, in a form that also grows strictly from one
/// advertisement to the next. As a number of 64 bits:
///
/// ```
///      63               32 31             16 15              0
///     +-------------------+-----------------+-----------------+
///     |   seconds, UTC    |  2^-16 seconds  |     counter     |
///     +-------------------+-----------------+-----------------+
/// ```
///
/// The seconds wrap in 2106, so stamps are compared by serial number arithmetic (RFC 1982).
public final class HmacStamp {

  private static final int SECONDS_SHIFT = 32;
  private static final int FRACTION_SHIFT = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private HmacStamp() {}

  /// The stamp of a moment, its counter zero.
  public static long at(Instant moment) {
    long fraction = ((long) moment.getNano() << FRACTION_SHIFT) / NANOS_PER_SECOND;
    return moment.getEpochSecond() << SECONDS_SHIFT | fraction << FRACTION_SHIFT;
  }

  /// The stamp to send after another one: that of the clock, or the next number when the clock has
  /// not moved on.
  ///
  /// A clock that was set back would otherwise leave the stamps in the future for as long as it was
  /// set back by, and receivers with a window refuse those; so the clock wins once the last stamp
  /// is ahead of it by more than the window.
  ///
  /// @param window the receivers' window, or zero where they only ask for growth
  public static long next(long last, Instant now, Duration window) {
    long clock = at(now);
    if (isAfter(clock, last)) {
      return clock;
    }
    boolean stranded = window.isPositive() && secondsBetween(clock, last) > window.toSeconds();
    return stranded ? clock : last + 1;
  }

  /// Whether a stamp is younger than another.
  static boolean isAfter(long stamp, long other) {
    return stamp - other > 0;
  }

  /// Whole seconds from one stamp to the other, negative backwards.
  static long secondsBetween(long from, long to) {
    int seconds = (int) (to >>> SECONDS_SHIFT) - (int) (from >>> SECONDS_SHIFT);
    return seconds;
  }
}
