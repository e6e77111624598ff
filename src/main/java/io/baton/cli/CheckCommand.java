package io.baton.cli;

import io.baton.config.Finding;
import io.baton.config.ReadConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton check FILE`.
@Command(
    name = "check",
    description = "Checks a baton.yaml or keepalived.conf and prints every finding.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:no errors", "1:errors, or the file cannot be read", "2:usage"})
public final class CheckCommand implements Callable<Integer> {

  private final ConfigFile files;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the file to check")
  private Path file;

  public CheckCommand(ConfigFile files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try {
      var read = files.read(file);
      print(out, read);
      return read.hasErrors() ? ExitCode.FAILED : ExitCode.OK;
    } catch (ConfigFile.Unreadable e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static void print(PrintWriter out, ReadConfig read) {
    read.findings().forEach(out::println);
    out.printf(
        "%d instances, %d scripts: %d errors, %d warnings%n",
        read.config().instances().size(),
        read.config().scripts().size(),
        count(read, Finding.Severity.ERROR),
        count(read, Finding.Severity.WARNING));
  }

  private static long count(ReadConfig read, Finding.Severity severity) {
    return read.findings().stream().filter(f -> f.severity() == severity).count();
  }
}
