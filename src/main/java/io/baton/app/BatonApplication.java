package io.baton.app;

import io.baton.cli.BatonCommand;
import io.baton.cli.CheckCommand;
import io.baton.cli.ConfigFile;
import io.baton.cli.ConvertCommand;
import io.baton.config.ConfigValidator;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.validation.Validator;
import picocli.CommandLine;

/// The command line on top of a started Quarkus.
public class BatonApplication implements QuarkusApplication {

  private final Validator validator;
  private final Daemon daemon;
  private final ConfigCoordinator coordinator;
  private final Operators operators;

  BatonApplication(
      Validator validator, Daemon daemon, ConfigCoordinator coordinator, Operators operators) {
    this.validator = validator;
    this.daemon = daemon;
    this.coordinator = coordinator;
    this.operators = operators;
  }

  @Override
  public int run(String... args) {
    var files = new ConfigFile(new ConfigValidator(validator));
    return new CommandLine(new BatonCommand())
        .addSubcommand(new RunCommand(daemon, coordinator, operators))
        .addSubcommand(new CheckCommand(files))
        .addSubcommand(new ConvertCommand(files))
        .execute(args);
  }
}
