package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class YamlWriterTest {

  @TestFactory
  Stream<DynamicTest> everyGoodGoldenIsReadBackAsAnEqualModel() {
    return List.of("everything", "unicast-shared-id", "aliases", "empty").stream()
        .map(name -> dynamicTest(name, () -> isReadBack(name)));
  }

  private static void isReadBack(String name) {
    // Given
    String folder = "src/test/resources/config/";
    ReadConfig read =
        YamlReader.read("x", GoldenFiles.text(java.nio.file.Path.of(folder + name + ".yaml")));

    // When
    ReadConfig back = YamlReader.read("y", YamlWriter.write(read.config()));

    // Then
    assertThat(back.findings()).isEmpty();
    assertThat(back.config()).isEqualTo(read.config());
  }
}
