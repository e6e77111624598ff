package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.baton.config.GoldenFiles;
import io.baton.config.ModelText;
import io.baton.config.Mutations;
import io.baton.config.ReadConfig;
import io.baton.config.SourceComments;
import io.baton.config.YamlReader;
import io.baton.config.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What `baton convert` writes says the same as the file that it was made of.
class ConversionTest {

  private static final int CASES = Integer.getInteger("conversion.cases", 3000);
  private static final List<String> FOLDERS =
      List.of("keepalived", "keepalived/keywords", "keepalived/codes");

  @TestFactory
  Stream<DynamicTest> everyGoldenIsReadBackAsAnEqualModel() {
    return FOLDERS.stream()
        .flatMap(
            folder ->
                Stream.iterate(0, i -> i < texts(folder).size(), i -> i + 1)
                    .map(i -> dynamicTest(folder + " " + i, () -> isReadBack(folder, i))));
  }

  private static List<String> texts(String folder) {
    return GoldenFiles.texts(folder, ".conf");
  }

  private static void isReadBack(String folder, int index) {
    assertEqualModel(texts(folder).get(index));
  }

  /// Models of all kinds: those of changed files that are still free of errors.
  @Test
  void randomModelsAreReadBackAsEqualModels() {
    // Given
    var texts = new ArrayList<String>();
    FOLDERS.forEach(folder -> texts.addAll(texts(folder)));
    int converted = 0;

    // When
    for (int seed = 0; seed < CASES; seed++) {
      converted += assertEqualModel(Mutations.of(texts, seed)) ? 1 : 0;
    }

    // Then
    assertThat(converted).isGreaterThan(CASES / 10);
  }

  /// Whether the text could be converted at all.
  private static boolean assertEqualModel(String text) {
    ReadConfig read = KeepalivedReader.read("x", text);
    ReadConfig whole = read.withProblems(ModelText.VALIDATOR.validate(read.config()));
    if (whole.hasErrors()) {
      return false;
    }
    ReadConfig back =
        YamlReader.read("y", YamlWriter.write(whole.config(), SourceComments.of(whole)));
    assertThat(back.findings()).as(text).isEmpty();
    assertThat(back.config()).as(text).isEqualTo(whole.config());
    return true;
  }
}
