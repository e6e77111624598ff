package io.baton.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton apply -f FILE`.
@Command(
    name = "apply",
    description = {
      "Makes a file all that is managed over the API.",
      "Shows the plan, asks, and applies it whole or not at all. What the daemon's own files say",
      "stays."
    })
final class ApplyCommand implements Callable<Integer> {

  private final ConfigFile files;

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final ManagedFile file = new ManagedFile();
  @Mixin private final Change change = new Change();

  ApplyCommand(ConfigFile files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    String body = file.json(spec.commandLine().getErr(), files);
    try (var client = connection.open()) {
      return change.carryOut(spec.commandLine().getOut(), client, "PUT", "config", body, Map.of());
    }
  }
}
