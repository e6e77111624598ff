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
            "address-family",
            "bad-value",
            "comment-in-word",
            "conflict",
            "duplicate-keyword",
            "duplicate-value",
            "extra-words",
            "include-failed",
            "load-balancing-skipped",
            "mail-incomplete",
            "misplaced-keyword",
            "missing-block",
            "missing-brace",
            "missing-value",
            "no-effect",
            "not-supported",
            "out-of-range",
            "password-ignored",
            "single-member",
            "unexpected-block",
            "unexpected-brace",
            "unknown-keyword",
            "unknown-member",
            "unknown-script",
            "unknown-tracker",
            "unterminated-quote",
            "value-changed");
  }
}
