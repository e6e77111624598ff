package io.baton.cli;

import io.baton.config.ConfigValidator;
import jakarta.validation.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// Runs commands in this process.
final class Shell {

  private static final ConfigFile FILES =
      new ConfigFile(new ConfigValidator(Validation.buildDefaultValidatorFactory().getValidator()));

  private Shell() {}

  record Result(int code, String out, String err) {}

  /// Runs a command, or several.
  interface Attempt {
    Result run() throws IOException;
  }

  static CommandLine line(PrintWriter out, PrintWriter err) {
    return ClientCommands.addTo(new CommandLine(new BatonCommand()), FILES).setOut(out).setErr(err);
  }

  static Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = line(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
