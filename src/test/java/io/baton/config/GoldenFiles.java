package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Inputs in a folder of the test resources, each with the output that is expected beside it as
/// `.json`. `-Dgolden.update` writes the outputs instead of comparing them.
public final class GoldenFiles {

  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private GoldenFiles() {}

  /// A test for each input. Passwords must not show in findings.
  public static Stream<DynamicTest> tests(
      String folder, String ending, BiFunction<String, String, ReadConfig> read) {
    return inputs(folder, ending).stream()
        .map(
            input ->
                dynamicTest(
                    input.getFileName().toString(),
                    () -> {
                      String name = input.getFileName().toString();
                      ReadConfig result = read.apply(name, Files.readString(input));
                      assertThat(result.findings().toString()).doesNotContain("geheim");
                      compare(
                          input.resolveSibling(name.replace(ending, ".json")),
                          ModelText.of(result));
                    }));
  }

  /// A test for each input, with the model as `baton.yaml` and the findings as comments in it: what
  /// `baton convert` writes, also for a file with errors.
  public static Stream<DynamicTest> conversions(
      String folder, String ending, BiFunction<String, String, ReadConfig> read) {
    return inputs(folder, ending).stream()
        .map(
            input ->
                dynamicTest(
                    input.getFileName().toString(),
                    () -> {
                      String name = input.getFileName().toString();
                      ReadConfig result = read.apply(name, Files.readString(input));
                      ReadConfig whole =
                          result.withProblems(ModelText.VALIDATOR.validate(result.config()));
                      assertThat(whole.findings().toString()).doesNotContain("geheim");
                      compare(
                          input.resolveSibling(base(name, ending) + ".yaml"),
                          YamlWriter.write(whole.config(), SourceComments.of(whole)));
                    }));
  }

  /// The names of the inputs without their ending.
  public static List<String> names(String folder, String ending) {
    return inputs(folder, ending).stream()
        .map(input -> base(input.getFileName().toString(), ending))
        .toList();
  }

  private static String base(String name, String ending) {
    return name.substring(0, name.length() - ending.length());
  }

  /// The inputs' texts, for tests that change them.
  public static List<String> texts(String folder, String ending) {
    return inputs(folder, ending).stream().map(GoldenFiles::text).toList();
  }

  /// The sources of a package.
  static List<String> sources(String name) {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/baton", name))) {
      return files.sorted().map(GoldenFiles::text).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> inputs(String folder, String ending) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      List<Path> inputs = files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
      assertThat(inputs).isNotEmpty();
      return inputs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(Path expected, String actual) throws IOException {
    if (System.getProperty("golden.update") != null) {
      Files.writeString(expected, actual);
    } else {
      assertThat(actual).isEqualTo(Files.readString(expected));
    }
  }
}
