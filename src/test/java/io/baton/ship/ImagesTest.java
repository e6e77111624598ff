package io.baton.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Sources;
import io.baton.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the images are made of; `scripts/test-images` builds and runs them.
class ImagesTest {

  private static final Path FOLDER = Path.of("docker");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void anImageRunsAsNobodyAndSaysHowItIs(String file) throws IOException {
    // When
    var lines = Files.readAllLines(FOLDER.resolve(file));

    // Then
    assertThat(lines.stream().filter(line -> line.startsWith("FROM "))).hasSizeGreaterThan(1);
    assertThat(lines).contains("USER 10001:10001");
    assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK "));
    assertThat(lines).anyMatch(line -> line.contains("org.opencontainers.image.title"));
    assertThat(lines).anyMatch(line -> line.contains("sbom.cdx.json"));
    assertThat(lines).noneMatch(line -> line.matches("(ENV|ARG) .*(?i:password|token|secret).*"));
  }

  @Test
  void nothingButWhatIsBuiltGoesToTheEngine() throws IOException {
    // When // Then
    assertThat(Files.readAllLines(Path.of(".dockerignore")))
        .startsWith("*")
        .contains("!pom.xml", "!src/main")
        .noneMatch(line -> line.contains(".git"));
  }

  @Test
  void theNodesOfTheCompositionHaveTwoCapabilitiesAndEverybodyToTell() throws IOException {
    // Given
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));

    // When
    Map<String, Object> document = map(yaml.load(Files.readString(FOLDER.resolve("compose.yaml"))));
    Map<String, Object> services = map(document.get("services"));

    // Then
    assertThat(services).containsKeys("node1", "node2", "kafka", "mail", "webhook", "client");
    for (var name : List.of("node1", "node2")) {
      Map<String, Object> node = map(services.get(name));
      assertThat(node.get("cap_drop")).isEqualTo(List.of("ALL"));
      assertThat(node.get("cap_add")).isEqualTo(List.of("NET_ADMIN", "NET_RAW"));
      assertThat(node.get("read_only")).isEqualTo(true);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theConfigurationOfANodeIsRight(int node) throws IOException {
    // Given
    Path file = FOLDER.resolve("compose/node" + node + ".yaml");

    // When
    var read = YamlReader.read(file.toString(), Files.readString(file), Sources.NONE);

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config().notifiers()).hasSize(2);
    assertThat(read.config().global().mail()).isNotNull();
  }
}
