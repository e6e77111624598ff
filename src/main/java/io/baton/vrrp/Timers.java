package io.baton.vrrp;

/// The protocol's intervals, in nanoseconds.
public final class Timers {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_CENTISECOND = 10_000_000L;

  /// What a busy host may be late by.
  private static final long LEAST_MARGIN_NANOS = 50_000_000L;

  /// A daemon that stops has to come to an end.
  public static final long LONGEST_HAND_OVER_NANOS = 10 * NANOS_PER_SECOND;

  private Timers() {}

  public static long centiseconds(int centiseconds) {
    return centiseconds * NANOS_PER_CENTISECOND;
  }

  /// Skew_Time. Version 2 (RFC 3768 section 6.1): (256 - priority) / 256 seconds, whatever the
  /// interval. Version 3 (RFC 9568 section 6.1): (256 - priority) x Active_Adver_Interval / 256.
  public static long skewTime(RouterSettings settings, int activeAdverIntervalCs) {
    long unit = skewUnit(settings.version(), activeAdverIntervalCs);
    return (256 - settings.priority().value()) * unit / 256;
  }

  private static long skewUnit(VrrpVersion version, int activeAdverIntervalCs) {
    return switch (version) {
      case V2 -> NANOS_PER_SECOND;
      case V3 -> centiseconds(activeAdverIntervalCs);
    };
  }

  /// How long a router that has resigned waits for its successor: the longest Skew_Time that any
  /// backup may have, which is that of priority 0, and a tenth more for its way.
  public static long handOver(RouterSettings settings) {
    long unit = skewUnit(settings.version(), settings.maxAdvertiseIntervalCs());
    return Math.min(unit + Math.max(unit / 10, LEAST_MARGIN_NANOS), LONGEST_HAND_OVER_NANOS);
  }

  /// Active_Down_Interval: 3 x Active_Adver_Interval + Skew_Time, where 3 can be configured.
  public static long activeDownInterval(RouterSettings settings, int activeAdverIntervalCs) {
    return settings.downTimerAdverts() * centiseconds(activeAdverIntervalCs)
        + skewTime(settings, activeAdverIntervalCs);
  }
}
