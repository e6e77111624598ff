package io.baton.app;

import io.baton.cli.BatonCommand;
import io.baton.cli.ClientCommands;
import io.baton.cli.ConfigFile;
import io.baton.config.ConfigValidator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.validation.Validation;
import java.util.Arrays;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/// The way in: `baton COMMAND ...`. Only `run` starts Quarkus and serves HTTP.
@QuarkusMain
public final class BatonMain {

  /// Kept, because a logger that nobody holds forgets its level.
  private static final Logger VALIDATOR_LOG = Logger.getLogger("org.hibernate.validator");

  private static final String MESSAGING_LEVEL = "quarkus.log.category.\"io.smallrye\".level";

  private static final Set<String> NEED_VALIDATOR = Set.of("check", "convert");

  /// What `run` is where Quarkus has not been started: only its help is wanted.
  private static final RunCommand.Service NOT_HERE =
      (_, _, _, _) -> {
        throw new IllegalStateException("run is told by the first word that is no option");
      };

  private BatonMain() {}

  public static void main(String... args) {
    String command = command(args);
    if (command.equals("run") || (isNative() && NEED_VALIDATOR.contains(command))) {
      if (!command.equals("run")) {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.log.level", "WARN");
        // What the command prints is for programs as well.
        System.setProperty("quarkus.log.console.stderr", "true");
        System.setProperty(MESSAGING_LEVEL, "ERROR");
      }
      Quarkus.run(BatonApplication.class, BatonMain::exit, args);
    } else {
      VALIDATOR_LOG.setLevel(Level.WARNING);
      System.exit(commandLine(new ConfigFile(BatonMain::validator), NOT_HERE).execute(args));
    }
  }

  /// The first word that is no option; empty for none.
  private static String command(String... args) {
    return Arrays.stream(args).filter(argument -> !argument.startsWith("-")).findFirst().orElse("");
  }

  /// There a validator is made when the program is built, and only Quarkus knows it.
  private static boolean isNative() {
    return System.getProperty("org.graalvm.nativeimage.imagecode") != null;
  }

  private static ConfigValidator validator() {
    return new ConfigValidator(Validation.buildDefaultValidatorFactory().getValidator());
  }

  static CommandLine commandLine(ConfigFile files, RunCommand.Service service) {
    var baton = new CommandLine(new BatonCommand()).addSubcommand(new RunCommand(files, service));
    return ClientCommands.addTo(baton, files).addSubcommand(new PasswdCommand());
  }

  /// What keeps Quarkus from starting is one line; everything else has been told already.
  private static void exit(int code, Throwable failure) {
    if (failure != null) {
      System.err.println("baton: " + StartFailure.inOneLine(failure));
    }
    System.exit(failure == null ? code : Math.max(code, 1));
  }
}
