package io.baton.bench;

import io.baton.interop.Daemon;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that was measured: by what it is, and by whom of it was measured.
final class Samples {

  /// @param goal the greatest ratio of Baton's to keepalived's median that is aimed at; 0 for none
  record Metric(String scenario, String name, String unit, double goal) {}

  private final Map<Metric, Map<Daemon, List<Double>>> values = new LinkedHashMap<>();

  void add(Metric metric, Daemon daemon, double value) {
    values
        .computeIfAbsent(metric, _ -> new EnumMap<>(Daemon.class))
        .computeIfAbsent(daemon, _ -> new ArrayList<>())
        .add(value);
  }

  List<Metric> metrics() {
    return List.copyOf(values.keySet());
  }

  /// In ascending order.
  List<Double> sorted(Metric metric, Daemon daemon) {
    var sorted =
        new ArrayList<>(values.getOrDefault(metric, Map.of()).getOrDefault(daemon, List.of()));
    Collections.sort(sorted);
    return sorted;
  }

  /// By the nearest rank; NaN where nothing was measured.
  double quantile(Metric metric, Daemon daemon, double part) {
    List<Double> sorted = sorted(metric, daemon);
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
  }

  /// Of the medians; NaN where keepalived's is 0.
  double ratio(Metric metric) {
    double keepalived = quantile(metric, Daemon.KEEPALIVED, 0.5);
    double baton = quantile(metric, Daemon.BATON, 0.5);
    return keepalived == 0 ? Double.NaN : baton / keepalived;
  }
}
