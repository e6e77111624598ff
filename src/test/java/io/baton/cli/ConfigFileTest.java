package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.baton.config.ConfigValidator;
import io.baton.config.InstanceConfig;
import io.baton.config.Secret;
import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a `baton.yaml` takes from files around it.
class ConfigFileTest {

  @TempDir private Path folder;

  private final ConfigFile files =
      new ConfigFile(new ConfigValidator(Validation.buildDefaultValidatorFactory().getValidator()));

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aYamlFileIncludesAFolderAndTakesItsPasswordFromAFile() throws Exception {
    // Given
    write("secret", "qwaszx\n");
    write(
        "conf.d/one.yaml",
        """
        instances:
          VI_1:
            interface: eth0
            virtualRouterId: 51
            password: {file: %s}
            addresses: [10.0.0.40/24]
        """
            .formatted(folder.resolve("secret")));
    var file = write("baton.yaml", "routerId: main\ninclude: conf.d\n");

    // When
    var read = files.read(file);

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config().instances())
        .extracting(InstanceConfig::name, InstanceConfig::password)
        .containsExactly(tuple("VI_1", new Secret("qwaszx")));
  }

  @Test
  void aFolderWithoutAFileToIncludeIsOnlyToldOf() throws Exception {
    // Given
    Files.createDirectory(folder.resolve("conf.d"));
    var file = write("baton.yaml", "include: conf.d\n");

    // When
    var read = files.read(file);

    // Then
    assertThat(read.hasErrors()).isFalse();
    assertThat(read.findings().getFirst().toString())
        .endsWith(":1:10: warning: no *.yaml is there to include");
  }

  @Test
  void aFolderToIncludeThatIsNotThereIsAnError() throws Exception {
    // Given
    var file = write("baton.yaml", "include: nowhere.d\n");

    // Then
    assertThat(files.read(file).hasErrors()).isTrue();
  }

  @Test
  void anIncludedFileThatIsNotThereIsAnError() throws Exception {
    // Given
    var file = write("baton.yaml", "include: nowhere.yaml\n");

    // When
    var read = files.read(file);

    // Then
    assertThat(read.hasErrors()).isTrue();
    assertThat(read.findings().getFirst().toString())
        .endsWith(":1:10: error: nothing is included: no such file");
  }
}
