package io.baton.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton rollback`.
@Command(
    name = "rollback",
    description = "Makes what is managed over the API what it was at a revision.")
final class RollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final Change change = new Change();

  @Parameters(
      arity = "0..1",
      paramLabel = "REVISION",
      description = "one that baton history lists (default: the one before)")
  private @Nullable Long revision;

  @Override
  public Integer call() {
    Map<String, String> which =
        revision == null ? Map.of() : Map.of("revision", revision.toString());
    try (var client = connection.open()) {
      return change.carryOut(
          spec.commandLine().getOut(), client, "POST", "config/rollback", "", which);
    }
  }
}
