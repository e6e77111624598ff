package io.baton.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton confirm`.
@Command(
    name = "confirm",
    description = "Makes a change stay that was applied with --confirm-within.")
final class ConfirmCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() {
    try (var client = connection.open()) {
      var answer = client.post("config/confirm", "").body();
      var out = spec.commandLine().getOut();
      out.println("revision " + Show.text(answer, "revision") + " stays");
      out.flush();
      return ExitCode.OK;
    }
  }
}
