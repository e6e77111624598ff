package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Finding;
import io.baton.config.GoldenFiles;
import io.baton.config.ReadConfig;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeepalivedGoldenTest {

  @TestFactory
  Stream<DynamicTest> everyFileIsReadAsItsGoldenSays() {
    return GoldenFiles.tests("keepalived", ".conf", KeepalivedReader::read);
  }

  @Test
  void theGoldensShowEveryCodeThatTheReaderKnows() {
    // Given
    var shown = new TreeSet<String>();

    // When
    for (String text : GoldenFiles.texts("keepalived", ".conf")) {
      ReadConfig read = KeepalivedReader.read("x", text);
      read.findings().stream().map(Finding::code).forEach(shown::add);
    }

    // Then: the two limits need files that are too large to keep; KeepalivedReaderTest makes them.
    assertThat(shown)
        .containsExactlyInAnyOrder(
            "bad-value",
            "comment-in-word",
            "duplicate-keyword",
            "duplicate-value",
            "extra-words",
            "load-balancing-skipped",
            "mail-incomplete",
            "misplaced-keyword",
            "missing-block",
            "missing-brace",
            "missing-value",
            "not-supported-yet",
            "out-of-range",
            "password-ignored",
            "unexpected-block",
            "unexpected-brace",
            "unknown-keyword",
            "unknown-script",
            "unterminated-quote",
            "value-changed");
  }
}
