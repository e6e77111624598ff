package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Feeds mutated texts to a reader and the validator: no exception, no hang, and only findings that
/// have a place in the text. More cases: `-Dfuzz.cases=5000000`; others: `-Dseed=2`; the bound on
/// the heap is the JVM's, `-Xmx256m`.
public final class FuzzRun {

  private static final long SEED = Long.getLong("seed", 1);
  private static final int SECONDS_PER_CASE = 30;

  private final List<String> texts;
  private final Function<String, ReadConfig> read;
  private volatile long running;

  private FuzzRun(List<String> texts, Function<String, ReadConfig> read) {
    this.texts = texts;
    this.read = read;
  }

  /// Runs as many cases as asked for on the command line.
  public static void of(List<String> texts, int usualCases, Function<String, ReadConfig> read) {
    new FuzzRun(texts, read).run(Integer.getInteger("fuzz.cases", usualCases));
  }

  private void run(int cases) {
    try (var executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
      var work = executor.submit(() -> all(cases));
      long seen = -1;
      while (!work.isDone()) {
        try {
          work.get(SECONDS_PER_CASE, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
          if (seen == running) {
            executor.shutdownNow();
            fail("seed %d hangs:\n%s".formatted(seen, Mutations.of(texts, seen)));
          }
          seen = running;
        } catch (ExecutionException | InterruptedException e) {
          fail("seed %d:\n%s".formatted(running, Mutations.of(texts, running)), e);
        }
      }
    }
  }

  private void all(int cases) {
    for (int i = 0; i < cases; i++) {
      running = SEED * cases + i;
      String text = Mutations.of(texts, running);
      ReadConfig config = read.apply(text);
      var whole = ModelText.VALIDATOR.check(config);
      assertThat(whole.findings()).allMatch(f -> isSound(f, text));
    }
  }

  private static boolean isSound(Finding finding, String text) {
    Position position = finding.position();
    return !finding.text().isBlank()
        && finding.text().indexOf('\n') < 0
        && position.line() >= 1
        && position.line() <= text.chars().filter(c -> c == '\n').count() + 2
        && position.column() >= 1
        && position.column() <= text.length() + 1;
  }
}
