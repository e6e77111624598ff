package io.baton.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The commands that need no daemon in their own process.
public final class ClientCommands {

  private static final String[] EXIT_CODES = {
    " 0:done",
    " 1:refused, or it failed",
    " 2:usage, or a file that an option names cannot be used",
    " 3:the daemon does not answer"
  };

  private ClientCommands() {}

  /// Adds all of them. Their failures are one line each.
  public static CommandLine addTo(CommandLine baton, ConfigFile files) {
    baton.addSubcommand(new CheckCommand(files)).addSubcommand(new ConvertCommand(files));
    client(baton, "status", new StatusCommand());
    client(baton, "instances", new InstancesCommand());
    client(baton, "explain", new ExplainCommand());
    client(baton, "apply", new ApplyCommand(files));
    client(baton, "diff", new DiffCommand(files));
    for (OrderCommand.Verb verb : OrderCommand.Verb.values()) {
      client(baton, verb.path(), new OrderCommand(verb))
          .usageMessage()
          .description(verb.description());
    }
    client(baton, "events", new EventsCommand());
    client(baton, "history", new HistoryCommand());
    client(baton, "rollback", new RollbackCommand());
    client(baton, "confirm", new ConfirmCommand());
    client(baton, "reload", new ReloadCommand());
    baton.addSubcommand(new CompletionCommand());
    return baton.setExecutionExceptionHandler(
        (failure, command, _) -> {
          if (failure instanceof ClientFailure known) {
            command.getErr().println("baton: " + known.getMessage());
            command.getErr().flush();
            return known.exitCode();
          }
          throw failure;
        });
  }

  private static CommandSpec client(CommandLine baton, String name, Object command) {
    var line = new CommandLine(command);
    baton.addSubcommand(name, line);
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().exitCodeListHeading("Exit codes:%n");
    spec.usageMessage().exitCodeList(CommandLine.Model.UsageMessageSpec.keyValuesMap(EXIT_CODES));
    return spec;
  }
}
