package io.baton.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton diff -f FILE`.
@Command(name = "diff", description = "Shows what apply would do with a file. Changes nothing.")
final class DiffCommand implements Callable<Integer> {

  private final ConfigFile files;

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final ManagedFile file = new ManagedFile();

  DiffCommand(ConfigFile files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    String body = file.json(spec.commandLine().getErr(), files);
    try (var client = connection.open()) {
      var out = spec.commandLine().getOut();
      boolean _ = Change.plan(out, client, "POST", "config/validate", body, Map.of(), Map.of());
      return ExitCode.OK;
    }
  }
}
