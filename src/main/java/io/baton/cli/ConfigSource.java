package io.baton.cli;

import io.baton.config.ReadConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The file that a command reads, and how.
final class ConfigSource {

  @Parameters(
      paramLabel = "FILE",
      description = "a baton.yaml (or *.yml), or a keepalived.conf of any other name")
  private Path file;

  @Option(
      names = {"-i", "--config-id"},
      paramLabel = "ID",
      description = {
        "which @ID lines of a keepalived.conf count",
        "(default: the host's name up to its first dot)"
      })
  private @Nullable String configId;

  Path file() {
    return file;
  }

  ReadConfig read(ConfigFile files) throws ConfigFile.Unreadable {
    return files.read(file, configId, _ -> {});
  }
}
