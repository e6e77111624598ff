package io.baton.bench;

import io.baton.interop.Daemon;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `scripts/bench [--write] [--rounds N] [SCENARIO ...]`: measures keepalived and Baton in turn and
/// prints both with their ratio; `--write` keeps the result in `docs`.
public final class Bench {

  private static final int USUAL_ROUNDS = 2;
  private static final int MOST_ROUNDS = 100;

  private Bench() {}

  private static List<Scenario> all() {
    return List.of(
        new Footprint(1),
        new Failover(1, 3),
        new Failover(0.1, 5),
        new Failover(0.01, 5),
        new Jitter(1, false),
        new Jitter(0.1, false),
        new Jitter(0.01, false),
        new Jitter(1, true),
        new Jitter(0.1, true),
        new Jitter(0.01, true),
        new ManyAddresses(1, 2),
        new ManyAddresses(100, 2),
        new ManyAddresses(1000, 2),
        new Reload(5),
        new Scale(50),
        new Scale(255),
        new Scale(1000),
        new Scale(4000));
  }

  public static void main(String[] arguments) throws IOException {
    var words = new ArrayList<>(Arrays.asList(arguments));
    boolean write = words.remove("--write");
    int rounds = rounds(words);
    List<Scenario> chosen =
        all().stream()
            .filter(s -> words.isEmpty() || words.stream().anyMatch(w -> matches(s, w)))
            .toList();
    String stranger =
        words.stream()
            .filter(w -> all().stream().noneMatch(s -> matches(s, w)))
            .findFirst()
            .orElse(null);
    if (rounds == 0 || stranger != null) {
      usage(stranger);
      System.exit(2);
    }
    var out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    run(chosen, rounds, write ? Path.of("docs") : null, out);
  }

  /// `failover` means all of `failover-1000`, `failover-100` and `failover-10`.
  private static boolean matches(Scenario scenario, String word) {
    return scenario.name().equals(word) || scenario.name().startsWith(word + "-");
  }

  private static int rounds(List<String> words) {
    int at = words.indexOf("--rounds");
    if (at < 0) {
      return USUAL_ROUNDS;
    }
    words.remove(at);
    String number = at < words.size() ? words.remove(at) : "";
    boolean legal = number.matches("[1-9][0-9]{0,2}") && Integer.parseInt(number) <= MOST_ROUNDS;
    return legal ? Integer.parseInt(number) : 0;
  }

  private static void usage(@Nullable String stranger) {
    if (stranger != null) {
      System.err.println("bench: there is no scenario " + stranger);
    }
    System.err.printf(
        "usage: scripts/bench [--write] [--rounds N, 1 to %d] [SCENARIO ...]%nscenarios: %s%n",
        MOST_ROUNDS, all().stream().map(Scenario::name).collect(Collectors.joining(" ")));
  }

  private static void run(
      List<Scenario> scenarios, int rounds, @Nullable Path docs, PrintWriter out)
      throws IOException {
    var samples = new Samples();
    var report = new Report(samples, scenarios, rounds);
    for (Scenario scenario : scenarios) {
      out.printf("%n%s: %s%n", scenario.name(), scenario.description());
      for (int round = 0; round < rounds; round++) {
        scenario.run(Daemon.KEEPALIVED, samples);
        scenario.run(Daemon.BATON, samples);
      }
      out.print(report.table(scenario.name()));
      out.flush();
    }
    if (docs != null) {
      report.write(docs);
    }
  }
}
