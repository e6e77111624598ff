package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTreeTest {

  private static final BatonConfig EVERYTHING =
      YamlReader.read("x", GoldenFiles.text(Path.of("src/test/resources/config/everything.yaml")))
          .config();

  @Test
  void theTreeOfAModelIsReadBackAsAnEqualModel() {
    // When
    ReadConfig read = ConfigTree.read(ConfigTree.of(EVERYTHING));

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config()).isEqualTo(EVERYTHING);
  }

  @Test
  void aHiddenTreeHoldsNoSecretAndIsRestoredFromTheOneBefore() {
    // Given
    Map<String, Object> before = ConfigTree.of(EVERYTHING);

    // When
    Object hidden = ConfigTree.hidden(before);

    // Then
    assertThat(hidden.toString()).doesNotContain("geheim", "whsec_", "Bearer");
    assertThat(hidden.toString()).contains(ConfigTree.HIDDEN);
    assertThat(ConfigTree.restored(hidden, before)).isEqualTo(before);
  }

  @Test
  void aPlaceholderWithoutASecretBehindItIsTold() {
    // When
    ReadConfig read =
        ConfigTree.read(
            Map.of("instances", Map.of("a/b", instance(Map.of("password", ConfigTree.HIDDEN)))));

    // Then
    assertThat(read.findings())
        .extracting(f -> f.position().file(), Finding::code)
        .containsExactly(tuple("/instances/a~1b/password", "no-secret"));
  }

  @Test
  void everyFindingPointsIntoTheTree() {
    // When
    ReadConfig read =
        ConfigTree.read(
            Map.of(
                "instances",
                Map.of("VI_1", instance(Map.of("prioritty", 100, "addresses", List.of("x"))))));

    // Then
    assertThat(read.findings())
        .extracting(f -> f.position().file(), Finding::code)
        .containsExactly(
            tuple("/instances/VI_1/addresses/0", "bad-value"),
            tuple("/instances/VI_1/prioritty", "unknown-key"));
  }

  @Test
  void theKindsOfJsonAreNotMixedUp() {
    // When
    ReadConfig read =
        ConfigTree.read(
            Map.of(
                "instances",
                Map.of("VI_1", instance(Map.of("priority", "100", "preempt", "yes")))));

    // Then
    assertThat(read.findings())
        .extracting(f -> f.position().file(), Finding::code, Finding::text)
        .containsExactly(
            tuple("/instances/VI_1/preempt", "wrong-type", "preempt is true or false, not a text"),
            tuple(
                "/instances/VI_1/priority",
                "wrong-type",
                "priority is a whole number, not a text"));
  }

  private static Map<String, Object> instance(Map<String, Object> more) {
    var all = new java.util.LinkedHashMap<String, Object>(more);
    all.put("interface", "eth0");
    all.put("virtualRouterId", 51);
    return all;
  }
}
