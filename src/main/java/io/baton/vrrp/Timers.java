package io.baton.vrrp;

/// The protocol's intervals, in nanoseconds.
public final class Timers {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_CENTISECOND = 10_000_000L;

  private Timers() {}

  public static long centiseconds(int centiseconds) {
    return centiseconds * NANOS_PER_CENTISECOND;
  }

  /// Skew_Time. Version 2 (RFC 3768 section 6.1): (256 - priority) / 256 seconds, whatever the
  /// interval. Version 3 (RFC 9568 section 6.1): (256 - priority) x Active_Adver_Interval / 256.
  public static long skewTime(RouterSettings settings, int activeAdverIntervalCs) {
    long unit =
        switch (settings.version()) {
          case V2 -> NANOS_PER_SECOND;
          case V3 -> centiseconds(activeAdverIntervalCs);
        };
    return (256 - settings.priority().value()) * unit / 256;
  }

  /// Active_Down_Interval: 3 x Active_Adver_Interval + Skew_Time, where 3 can be configured.
  public static long activeDownInterval(RouterSettings settings, int activeAdverIntervalCs) {
    return settings.downTimerAdverts() * centiseconds(activeAdverIntervalCs)
        + skewTime(settings, activeAdverIntervalCs);
  }
}
