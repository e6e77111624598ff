package io.baton.interop;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/// For how long two hosts held an address at the same time.
public final class Overlap {

  private record Held(LocalDateTime from, LocalDateTime to) {}

  private Overlap() {}

  /// The longest time in seconds within a span.
  public static double longest(
      Host first, Host second, String address, LocalDateTime from, LocalDateTime until) {
    double longest = 0;
    for (var left : held(first, address, until)) {
      for (var right : held(second, address, until)) {
        var start = latest(latest(left.from(), right.from()), from);
        var end = left.to().isBefore(right.to()) ? left.to() : right.to();
        longest = Math.max(longest, Duration.between(start, end).toNanos() / 1e9);
      }
    }
    return longest;
  }

  private static LocalDateTime latest(LocalDateTime left, LocalDateTime right) {
    return left.isAfter(right) ? left : right;
  }

  private static List<Held> held(Host host, String address, LocalDateTime until) {
    var held = new ArrayList<Held>();
    LocalDateTime since = null;
    for (var change : host.changes(address)) {
      if (change.added() && since == null) {
        since = change.at();
      } else if (!change.added() && since != null) {
        held.add(new Held(since, change.at()));
        since = null;
      }
    }
    if (since != null && since.isBefore(until)) {
      held.add(new Held(since, until));
    }
    return held;
  }
}
