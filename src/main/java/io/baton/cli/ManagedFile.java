package io.baton.cli;

import io.baton.config.ConfigTree;
import io.baton.config.ReadConfig;
import io.baton.config.Secret;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// A file that says all that the API is to manage. Whether its parts fit together is the daemon's
/// to say, which knows its own files too.
final class ManagedFile {

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "a baton.yaml or keepalived.conf with all that is to be managed over the API")
  private Path file;

  /// The document as JSON; findings are printed.
  String json(PrintWriter err, ConfigFile files) {
    try {
      ReadConfig read = files.parse(file, null);
      read.findings().forEach(err::println);
      if (read.hasErrors()) {
        throw ClientFailure.refused(file + " has errors, nothing was sent");
      }
      return RestClient.JSON.valueToTree(revealed(ConfigTree.of(read.config()))).toString();
    } catch (ConfigFile.Unreadable e) {
      throw ClientFailure.refused(String.valueOf(e.getMessage()));
    }
  }

  private static Object revealed(Object tree) {
    return switch (tree) {
      case Secret secret -> secret.value();
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), revealed(value)));
        yield copy;
      }
      case List<?> list -> list.stream().map(ManagedFile::revealed).toList();
      default -> tree;
    };
  }
}
