package io.baton.monitor;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what one scrape answers. Families without a sample are left out.
final class Families {

  private final Map<String, Family> all = new LinkedHashMap<>();

  /// A value that goes up and down.
  Family gauge(String name, String help, String... labels) {
    return add(new Family(name, name, Collector.Type.GAUGE, help, List.of(labels)));
  }

  /// A value that only grows; its samples end in `_total`.
  Family counter(String name, String help, String... labels) {
    return add(new Family(name, name + "_total", Collector.Type.COUNTER, help, List.of(labels)));
  }

  Family histogram(String name, String help, String... labels) {
    return add(new Family(name, name, Collector.Type.HISTOGRAM, help, List.of(labels)));
  }

  /// Counts and sums without quantiles.
  Family summary(String name, String help, String... labels) {
    return add(new Family(name, name, Collector.Type.SUMMARY, help, List.of(labels)));
  }

  private Family add(Family family) {
    var known = all.putIfAbsent(family.name, family);
    return known == null ? family : known;
  }

  List<MetricFamilySamples> samples() {
    return all.values().stream()
        .filter(family -> !family.samples.isEmpty())
        .map(f -> new MetricFamilySamples(f.name, f.type, f.help, f.samples))
        .toList();
  }

  /// Metrics of one name.
  static final class Family {

    private final String name;
    private final String sampleName;
    private final Collector.Type type;
    private final String help;
    private final List<String> labels;
    private final List<Sample> samples = new ArrayList<>();

    private Family(
        String name, String sampleName, Collector.Type type, String help, List<String> labels) {
      this.name = name;
      this.sampleName = sampleName;
      this.type = type;
      this.help = help;
      this.labels = labels;
    }

    /// @param values of the labels, in their order
    Family add(double value, String... values) {
      samples.add(new Sample(sampleName, labels, List.of(values), value));
      return this;
    }

    Family add(long value, String... values) {
      return add((double) value, values);
    }

    Family add(boolean value, String... values) {
      return add(value ? 1L : 0L, values);
    }

    /// A summary.
    void addSum(long count, double sum, String... values) {
      samples.add(new Sample(name + "_count", labels, List.of(values), (double) count));
      samples.add(new Sample(name + "_sum", labels, List.of(values), sum));
    }

    /// A histogram.
    ///
    /// @param counts how many were up to each of `bounds` and above the one before; the last: above
    ///   all
    void addCounts(List<Double> bounds, List<Long> counts, double sum, String... values) {
      var withBound = with(labels, "le");
      long soFar = 0;
      for (int i = 0; i < counts.size(); i++) {
        soFar += counts.get(i);
        String bound = i < bounds.size() ? plain(bounds.get(i)) : "+Inf";
        samples.add(
            new Sample(name + "_bucket", withBound, with(List.of(values), bound), (double) soFar));
      }
      addSum(soFar, sum, values);
    }

    /// As Prometheus writes it: `0.0005`, `1.0`.
    private static String plain(double bound) {
      var text = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
      return text.contains(".") ? text : text + ".0";
    }

    private static List<String> with(List<String> list, String last) {
      var all = new ArrayList<>(list);
      all.add(last);
      return all;
    }
  }
}
