package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class YamlGoldenTest {

  @TestFactory
  Stream<DynamicTest> everyFileIsReadAsItsGoldenSays() {
    return GoldenFiles.tests("config", ".yaml", GoldenWorld::read);
  }

  @Test
  void theGoldensShowEveryCodeThatTheReaderAndTheValidatorKnow() {
    // Given
    var shown = new TreeSet<String>();

    // When
    for (String text : GoldenFiles.texts("config", ".yaml")) {
      ReadConfig read = GoldenWorld.read("x", text);
      read.withProblems(ModelText.VALIDATOR.validate(read.config())).findings().stream()
          .map(Finding::code)
          .forEach(shown::add);
    }

    // Then
    assertThat(shown)
        .containsExactlyInAnyOrder(
            "address-family",
            "bad-value",
            "conflict",
            "duplicate-address",
            "duplicate-key",
            "duplicate-name",
            "duplicate-peer",
            "duplicate-virtual-router-id",
            "limit-exceeded",
            "missing-value",
            "out-of-range",
            "syntax",
            "too-long",
            "too-many",
            "unknown-key",
            "unknown-script",
            "wrong-type");
  }
}
