package io.baton.keepalived;

import io.baton.config.FuzzRun;
import io.baton.config.GoldenFiles;
import org.junit.jupiter.api.Test;

class KeepalivedReaderFuzzTest {

  @Test
  void noTextMakesTheReaderOrTheValidatorThrowOrHang() {
    FuzzRun.of(
        GoldenFiles.texts("keepalived", ".conf"), 20_000, text -> KeepalivedReader.read("x", text));
  }
}
