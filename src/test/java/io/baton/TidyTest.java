package io.baton;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Tidiness.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes and words of all sources, main and test.
class TidyTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");

  @Test
  void everySourceIsTidy() {
    // Given
    var sources = Stream.of(MAIN, TEST).flatMap(TidyTest::sources).toList();

    // When
    var complaints = Tidiness.complaints(sources);

    // Then
    assertThat(sources).hasSizeGreaterThan(50);
    assertThat(complaints).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    // Given
    var folders = sources(MAIN).map(source -> source.path().getParent()).distinct();

    // When
    var silent = folders.filter(folder -> !Files.exists(folder.resolve("package-info.java")));

    // Then
    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500, 0", "501, 1"})
  void aFileHas500LinesAtMost(int lines, int complaints) {
    // Given
    String text = "class Sample {" + "\n".repeat(lines - 1) + "}\n";

    // When // Then
    assertThat(complaints(text)).hasSize(complaints);
  }

  @ParameterizedTest
  @CsvSource({"100, 0", "101, 1"})
  void aLineHas100ColumnsAtMost(int columns, int complaints) {
    // Given
    String text = "class Sample {}\n//" + "x".repeat(columns - 2) + "\n";

    // When // Then
    assertThat(complaints(text)).hasSize(complaints);
  }

  @ParameterizedTest
  @CsvSource({"60, 0", "61, 1"})
  void aMethodHas60LinesAtMost(int lines, int complaints) {
    // Given
    String text = "class Sample {\n  void run() {" + "\n".repeat(lines - 1) + "  }\n}\n";

    // When // Then
    assertThat(complaints(text)).hasSize(complaints);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Sample { /* FIX~ME later */ }",
        "class Sample { /* TO~DO */ }",
        "class Sample { void run() { System.o~ut.print(1); } }",
        "class Sample { void run(Exception e) { e.print~StackTrace(); } }",
        "import java.util~.*; class Sample {}",
        "class Sample { class Path~Utils {} }",
        "interface Abstract~Thing {}",
        "record Thing~Manager() {}",
      })
  void wordsThatAreNotWantedAreFound(String inTwoPieces) {
    // Given
    String text = inTwoPieces.replace("~", "") + "\n";

    // When // Then
    assertThat(complaints(text)).hasSize(1);
  }

  @Test
  void testsDoNotSleep() {
    // Given
    String text = "class Sample { void run() { Thread.sl~eep(1); } }\n".replace("~", "");

    // When // Then
    assertThat(Tidiness.complaints(List.of(new Source(TEST.resolve("Sample.java"), text))))
        .hasSize(1);
    assertThat(complaints(text)).isEmpty();
  }

  private static List<String> complaints(String text) {
    return Tidiness.complaints(List.of(new Source(MAIN.resolve("Sample.java"), text)));
  }

  private static Stream<Source> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> new Source(file, read(file)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
