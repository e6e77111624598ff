package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 10_000);
  private static final long SEED = Long.getLong("seed", 1);

  @Test
  void noTextMakesTheReaderOrTheValidatorThrow() {
    // Given
    List<String> texts = GoldenFiles.texts("config", ".yaml");

    for (int i = 0; i < CASES; i++) {
      long seed = SEED * CASES + i;
      String text = new Mutations(seed, texts).next();
      try {
        // When
        ReadConfig read = YamlReader.read("x", text);
        ReadConfig whole = read.withProblems(ModelText.VALIDATOR.validate(read.config()));

        // Then
        for (Finding finding : whole.findings()) {
          assertThat(finding.text()).doesNotContain("\n").isNotBlank();
          assertInside(finding.position(), text);
        }
      } catch (RuntimeException e) {
        fail("seed " + seed + ":\n" + text, e);
      }
    }
  }

  private static void assertInside(Position position, String text) {
    List<String> lines = List.of(text.split("\n", -1));
    assertThat(position.line()).isBetween(1, lines.size() + 1);
    assertThat(position.column()).isBetween(1, text.length() + 1);
  }
}
