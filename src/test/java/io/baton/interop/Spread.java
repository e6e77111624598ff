package io.baton.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers, sorted, and how they spread.
record Spread(List<Double> sorted) {

  private static final double[] BOUNDS = {0.1, 0.3, 1, 3, 10, 30, 100};

  static Spread of(List<Double> values) {
    return new Spread(values.stream().sorted().toList());
  }

  /// Of the distances between times from the interval, both ways, in milliseconds.
  static Spread ofIntervals(List<Double> seconds, double intervalMillis) {
    var values = new ArrayList<Double>();
    for (int i = 1; i < seconds.size(); i++) {
      values.add(Math.abs((seconds.get(i) - seconds.get(i - 1)) * 1000 - intervalMillis));
    }
    return of(values);
  }

  double quantile(double part) {
    return sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * part));
  }

  /// How many lie below each bound and above the one before.
  String histogram() {
    var text = new StringBuilder();
    double below = 0;
    for (double bound : BOUNDS) {
      text.append(String.format(Locale.ROOT, "  <%s ms: %d", bound, between(below, bound)));
      below = bound;
    }
    return text.append("  more: ").append(between(below, Double.MAX_VALUE)).toString();
  }

  private long between(double from, double to) {
    return sorted.stream().filter(value -> value >= from && value < to).count();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d values, p50 %.3f ms, p90 %.3f ms, p99 %.3f ms, max %.3f ms",
        sorted.size(),
        quantile(0.5),
        quantile(0.9),
        quantile(0.99),
        quantile(1));
  }
}
