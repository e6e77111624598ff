package io.baton.cli;

import io.baton.config.ConfigValidator;
import jakarta.validation.Validation;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// Runs commands in this process.
final class Shell {

  private static final ConfigFile FILES =
      new ConfigFile(new ConfigValidator(Validation.buildDefaultValidatorFactory().getValidator()));

  private Shell() {}

  record Result(int code, String out, String err) {}

  static Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new CommandLine(new BatonCommand())
            .addSubcommand(new CheckCommand(FILES))
            .addSubcommand(new ConvertCommand(FILES))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
