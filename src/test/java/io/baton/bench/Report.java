package io.baton.bench;

import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.style.Styler.LegendPosition;

/// Tables for people, and `BENCHMARKS.md` with a picture of each scenario.
final class Report {

  private static final String FORMAT = "  %-62s %28s %28s %8s%n";

  private final Samples samples;
  private final List<Scenario> scenarios;
  private final int rounds;

  Report(Samples samples, List<Scenario> scenarios, int rounds) {
    this.samples = samples;
    this.scenarios = scenarios;
    this.rounds = rounds;
  }

  private List<Metric> of(String scenario) {
    return samples.metrics().stream().filter(m -> m.scenario().equals(scenario)).toList();
  }

  String table(String scenario) {
    var text = new StringBuilder();
    text.append(FORMAT.formatted("median / p99 / max", "keepalived", "Baton", "ratio"));
    for (Metric metric : of(scenario)) {
      text.append(
          FORMAT.formatted(
              metric.name() + (metric.unit().isEmpty() ? "" : ", " + metric.unit()),
              cell(metric, Daemon.KEEPALIVED),
              cell(metric, Daemon.BATON),
              ratio(metric)));
    }
    return text.toString();
  }

  private String cell(Metric metric, Daemon daemon) {
    List<Double> sorted = samples.sorted(metric, daemon);
    return sorted.isEmpty()
        ? "-"
        : "%s / %s / %s"
            .formatted(
                number(samples.quantile(metric, daemon, 0.5)),
                number(samples.quantile(metric, daemon, 0.99)),
                number(sorted.getLast()));
  }

  private static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /// Of the medians, and whether it is above what is aimed at.
  private String ratio(Metric metric) {
    double ratio = samples.ratio(metric);
    return Double.isNaN(ratio)
        ? "-"
        : number(ratio) + (metric.goal() > 0 && ratio > metric.goal() ? " !" : "");
  }

  /// Replaces `BENCHMARKS.md` and the pictures beside it.
  void write(Path docs) throws IOException {
    Path pictures = Files.createDirectories(docs.resolve("benchmarks"));
    var page = new StringBuilder(introduction());
    for (Scenario scenario : scenarios) {
      page.append("\n## ").append(scenario.name()).append("\n\n");
      page.append(sentence(scenario.description())).append("\n\n");
      page.append("| | keepalived | Baton | ratio |\n| --- | ---: | ---: | ---: |\n");
      for (Metric metric : of(scenario.name())) {
        page.append(
            "| %s%s | %s | %s | %s |%n"
                .formatted(
                    metric.name(),
                    metric.unit().isEmpty() ? "" : ", " + metric.unit(),
                    cell(metric, Daemon.KEEPALIVED),
                    cell(metric, Daemon.BATON),
                    ratio(metric)));
      }
      page.append("\n![%s](benchmarks/%s.svg)%n".formatted(scenario.name(), scenario.name()));
      picture(scenario.name(), pictures.resolve(scenario.name() + ".svg"));
    }
    Files.writeString(docs.resolve("BENCHMARKS.md"), page);
  }

  private String introduction() {
    return """
    # Benchmarks

    Written by `scripts/bench --write` on %s: %s, Linux %s, %d processors, Java %s. keepalived
    and Baton were measured in turn, %d times each, in the same run, on hosts made of network
    namespaces; both in a real-time class with their memory locked. Each cell is median / p99 /
    max of all samples; the ratio is Baton's median to keepalived's, with a `!` where it is above
    what is aimed at. Times vary by machine and by what else it does; the ratios are what counts.
    """
        .formatted(
            LocalDate.now(ZoneId.systemDefault()),
            Shell.line("keepalived --version").lines().findFirst().orElse("keepalived"),
            System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"),
            rounds);
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  /// The medians of what has the scenario's commonest unit, each as a pair of bars.
  private void picture(String scenario, Path file) throws IOException {
    String unit = of(scenario).getFirst().unit();
    List<Metric> shown = of(scenario).stream().filter(m -> m.unit().equals(unit)).toList();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(900)
            .height(360)
            .title(scenario + ": median, " + unit)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setLabelsVisible(true);
    for (Daemon daemon : List.of(Daemon.KEEPALIVED, Daemon.BATON)) {
      chart.addSeries(
          daemon == Daemon.BATON ? "Baton" : "keepalived",
          shown.stream().map(Metric::name).toList(),
          shown.stream().map(m -> finite(samples.quantile(m, daemon, 0.5))).toList());
    }
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, file.toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }
}
