package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class YamlGoldenTest {

  /// Keys; and a code that only the API can bring about.
  private static final Set<String> NO_CODES =
      Set.of("device", "weight", "via", "onlink", "no-secret");

  @TestFactory
  Stream<DynamicTest> everyFileIsReadAsItsGoldenSays() {
    return GoldenFiles.tests("config", ".yaml", GoldenWorld::read);
  }

  @Test
  void everyCodeOfThePackageHasAGoldenOfItsOwnAndALineInTheDocumentation() {
    // Given
    Set<String> known = codesInTheSource();

    // Then
    assertThat(known).hasSizeGreaterThan(15);
    String page = GoldenFiles.text(Path.of("docs", "configuration.md"));
    for (String code : known) {
      Path golden = Path.of("src/test/resources/config", "finding-" + code + ".yaml");
      assertThat(golden).as("a golden that shows " + code).exists();
      ReadConfig read = GoldenWorld.read("x", GoldenFiles.text(golden));
      assertThat(ModelText.VALIDATOR.check(read).findings())
          .extracting(Finding::code)
          .contains(code);
      assertThat(page).contains("| `" + code + "` |");
    }
  }

  /// The words in quotes in what tells a finding or a problem.
  private static Set<String> codesInTheSource() {
    var told =
        Pattern.compile("(?:CODE =|(?:broken|error|warning|note|add|Problem|Finding)\\()([^;]*);");
    var code = Pattern.compile("\"([a-z]+(?:-[a-z]+)*)\"\\s*(?:[,:]|$)");
    var codes = new TreeSet<String>();
    for (String source : GoldenFiles.sources("config")) {
      told.matcher(source)
          .results()
          .flatMap(call -> code.matcher(call.group(1)).results())
          .map(result -> result.group(1))
          .filter(word -> !NO_CODES.contains(word))
          .forEach(codes::add);
    }
    return codes;
  }
}
