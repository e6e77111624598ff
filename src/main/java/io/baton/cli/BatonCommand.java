package io.baton.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baton` without a command: says what there is.
@Command(
    name = "baton",
    description = "Keeps virtual IP addresses alive: VRRP, with keepalived's configuration.",
    mixinStandardHelpOptions = true,
    version = "baton 0.1.0",
    synopsisSubcommandLabel = "COMMAND")
public final class BatonCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
