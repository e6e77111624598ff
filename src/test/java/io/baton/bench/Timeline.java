package io.baton.bench;

import io.baton.bench.Frame.Kind;
import java.util.List;
import java.util.function.Predicate;

/// A capture, read by questions. Times are nanoseconds since the epoch, results milliseconds.
record Timeline(List<Frame> frames) {

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  List<Frame> all(Kind kind, String mac) {
    return frames.stream().filter(f -> f.kind() == kind && f.mac().equals(mac)).toList();
  }

  /// The last advertisement of a router that is not its resignation.
  Frame lastAdvertisement(String mac) {
    return all(Kind.ADVERTISEMENT, mac).stream().filter(f -> f.priority() > 0).toList().getLast();
  }

  Frame first(Kind kind, String mac, long after, Predicate<Frame> more) {
    return all(kind, mac).stream()
        .filter(f -> f.at() > after && more.test(f))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + kind + " of " + mac + " was seen"));
  }

  /// The longest time without an echo of an address between two moments, less the usual pause of
  /// the probe.
  double outage(int address, long from, long until, double usual) {
    long last = from;
    long longest = 0;
    for (Frame frame : frames) {
      if (frame.kind() == Kind.ECHO_REPLY
          && frame.source() == address
          && frame.at() > from
          && frame.at() < until) {
        longest = Math.max(longest, frame.at() - last);
        last = frame.at();
      }
    }
    return Math.max(0, millis(Math.max(longest, until - last)) - usual);
  }
}
