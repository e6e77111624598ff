package io.baton.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton reload`.
@Command(name = "reload", description = "Has the daemon read its files again.")
final class ReloadCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() {
    try (var client = connection.open()) {
      var answer = client.post("config/reload", "").body();
      var out = spec.commandLine().getOut();
      boolean _ = Show.plan(out, answer);
      out.println(Show.text(answer, "outcome") + ", revision " + Show.text(answer, "revision"));
      out.flush();
      return ExitCode.OK;
    }
  }
}
