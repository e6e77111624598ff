package io.baton.app;

import io.baton.api.PasswordHash;
import io.baton.api.Roles;
import io.baton.cli.ExitCode;
import io.baton.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton passwd NAME`.
@Command(
    name = "passwd",
    description = {
      "Prints a line for the password file.",
      "The password is typed unseen, or is the first line of standard input."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:printed", "1:no usable password", "2:usage"})
final class PasswdCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "who it is for")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = Roles.VIEWER,
      description = "viewer, operator or admin (default: ${DEFAULT-VALUE})")
  private String role;

  @Override
  public Integer call() {
    if (!name.matches("[^:#\\s\\p{Cntrl}][^:\\p{Cntrl}]{0,63}") || name.equals("local")) {
      throw new ParameterException(
          spec.commandLine(), "NAME is of up to 64 characters without a colon, and not local");
    }
    if (!Roles.isKnown(role)) {
      throw new ParameterException(spec.commandLine(), "--role is viewer, operator or admin");
    }
    String password = Terminal.password("Password for " + name + ": ");
    if (password.isEmpty() || password.length() > PasswordHash.LONGEST) {
      var err = spec.commandLine().getErr();
      err.println("baton: a password has 1 to " + PasswordHash.LONGEST + " characters");
      err.flush();
      return ExitCode.FAILED;
    }
    var out = spec.commandLine().getOut();
    out.println(name + ":" + role + ":" + PasswordHash.of(password.toCharArray()));
    out.flush();
    return ExitCode.OK;
  }
}
