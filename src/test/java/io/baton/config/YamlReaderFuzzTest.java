package io.baton.config;

import org.junit.jupiter.api.Test;

class YamlReaderFuzzTest {

  @Test
  void noTextMakesTheReaderOrTheValidatorThrowOrHang() {
    FuzzRun.of(GoldenFiles.texts("config", ".yaml"), 10_000, text -> YamlReader.read("x", text));
  }
}
