package io.baton.wire;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells an advertisement that was just signed from one that somebody recorded and sends again.
///
/// Only ask it about advertisements whose signature is right: what it learns from one counts for
/// the next. Not thread-safe.
public final class ReplayWindow {

  /// What became of a stamp.
  public enum Freshness {
    FRESH,
    /// Signed too long ago, or in the future: one of the two clocks is wrong.
    STALE,
    /// Not younger than the last one from the same router.
    REPLAYED
  }

  /// More routers than speak for one virtual router. Only holders of a key come this far, so no
  /// stranger can push another one's entry out.
  private static final int MOST_PEERS = 64;

  private final Duration window;
  private final Map<InetAddress, Long> marks = new LinkedHashMap<>();

  private ReplayWindow(Duration window) {
    this.window = window;
  }

  /// Stamps must be near our own clock, and grow for each peer. A peer's greatest stamp is
  /// forgotten when it lies in the future by more than the window: then a clock was set back, and
  /// its owner would be locked out.
  public static ReplayWindow time(Duration window) {
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a window of " + window + ", at least a second is needed");
    }
    return new ReplayWindow(window);
  }

  /// Stamps must grow for each peer, whatever our clock says; nothing but a restart of ours makes
  /// us forget.
  public static ReplayWindow monotonic() {
    return new ReplayWindow(Duration.ZERO);
  }

  /// What senders must keep to: see `HmacStamp.next`.
  public Duration window() {
    return window;
  }

  /// Judges the stamp of a signed advertisement, and remembers it if it is fresh.
  public Freshness judge(InetAddress peer, long stamp, Instant now) {
    long clock = HmacStamp.at(now);
    if (isOutside(clock, stamp)) {
      return Freshness.STALE;
    }
    var mark = marks.get(peer);
    if (mark != null && !isOutside(clock, mark) && !HmacStamp.isAfter(stamp, mark)) {
      return Freshness.REPLAYED;
    }
    remember(peer, stamp);
    return Freshness.FRESH;
  }

  private boolean isOutside(long clock, long stamp) {
    return window.isPositive()
        && Math.abs(HmacStamp.secondsBetween(clock, stamp)) > window.toSeconds();
  }

  /// Keeps the peers that spoke last.
  private void remember(InetAddress peer, long stamp) {
    marks.remove(peer);
    if (marks.size() == MOST_PEERS) {
      marks.remove(marks.keySet().iterator().next());
    }
    marks.put(peer, stamp);
  }
}
