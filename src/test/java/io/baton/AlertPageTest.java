package io.baton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The manual says of each alert what it means.
class AlertPageTest {

  private static List<String> all(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void theManualListsTheAlertsThatThereAre() throws IOException {
    // When
    var alerts = all("(?m)^ +- alert: (\\w+)", Path.of("monitoring/alerts.yaml"));
    var listed = all("(?m)^\\| `(Baton\\w+)` \\|", Path.of("docs/operations.md"));

    // Then
    assertThat(alerts).hasSizeGreaterThan(10);
    assertThat(listed).containsExactlyElementsOf(alerts);
  }
}
