package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.baton.config.Finding;
import io.baton.config.GoldenFiles;
import io.baton.config.ModelText;
import io.baton.config.Mutations;
import io.baton.config.Position;
import io.baton.config.ReadConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepalivedReaderFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 20_000);
  private static final long SEED = Long.getLong("seed", 1);

  @Test
  void noTextMakesTheReaderOrTheValidatorThrow() {
    // Given
    List<String> texts = GoldenFiles.texts("keepalived", ".conf");

    for (int i = 0; i < CASES; i++) {
      long seed = SEED * CASES + i;
      String text = Mutations.of(texts, seed);
      try {
        // When
        ReadConfig read = KeepalivedReader.read("x", text);
        ReadConfig whole = read.withProblems(ModelText.VALIDATOR.validate(read.config()));

        // Then
        assertThat(whole.findings()).allMatch(f -> isSound(f, text));
      } catch (RuntimeException e) {
        fail("seed " + seed + ":\n" + text, e);
      }
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
