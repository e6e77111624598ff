package io.baton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every line of the log begins with a code, and the manual lists each of them.
class LogCodesTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path MANUAL = Path.of("docs/operations.md");

  /// A call, and the text that it begins with.
  private static final Pattern CALL =
      Pattern.compile(
          "LOG\\s*(?:\\.|::)(?:info|warn|error|fatal|log)[a-z]*[^\"]{0,60}\"([^\"]*)\"");

  private static final Pattern ANY_CALL =
      Pattern.compile("LOG\\s*(?:\\.|::)(?:info|warn|error|fatal|log)[a-z]*\\b");
  private static final Pattern CODE = Pattern.compile("\"(B\\d{3})(?: [^\"]*)?\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(B\\d{3})` \\|");

  /// The code is a parameter of its own.
  private static final String PASSED_ON = "%s %s: %s%s";

  private static List<Path> sources() {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
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

  @Test
  void everyMessageBeginsWithACode() {
    // Given
    var without = new ArrayList<String>();

    // When
    for (var file : sources()) {
      var text = read(file);
      long calls = ANY_CALL.matcher(text).results().count();
      var texts = CALL.matcher(text).results().map(found -> found.group(1)).toList();
      texts.stream()
          .filter(message -> !message.matches("B\\d{3} .*") && !message.equals(PASSED_ON))
          .forEach(message -> without.add(file + ": " + message));
      if (calls != texts.size()) {
        without.add(file + ": " + calls + " calls and " + texts.size() + " texts");
      }
    }

    // Then
    assertThat(without).isEmpty();
  }

  @Test
  void theManualListsTheCodesThatThereAre() {
    // When
    var used = new TreeSet<String>();
    sources()
        .forEach(
            file ->
                CODE.matcher(read(file)).results().map(found -> found.group(1)).forEach(used::add));
    var listed = ROW.matcher(read(MANUAL)).results().map(found -> found.group(1)).toList();

    // Then
    assertThat(listed).doesNotHaveDuplicates().isSorted();
    assertThat(new TreeSet<>(listed)).isEqualTo(used);
  }
}
