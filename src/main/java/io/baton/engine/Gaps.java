package io.baton.engine;

import java.util.List;

/// The gaps between advertisements.
///
/// @param counts how many gaps were up to each of `BOUNDS` and above the one before; the last:
///   above all
/// @param sum of all gaps, as multiples of the interval
public record Gaps(List<Long> counts, double sum, long longestNanos) {

  /// Multiples of the interval.
  public static final List<Double> BOUNDS = List.of(0.5, 0.9, 1.01, 1.1, 1.25, 1.5, 2.0, 3.0);

  public Gaps {
    counts = List.copyOf(counts);
  }
}
