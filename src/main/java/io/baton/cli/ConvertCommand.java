package io.baton.cli;

import io.baton.config.YamlWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton convert FILE`.
@Command(
    name = "convert",
    description = "Writes a keepalived.conf as the equal baton.yaml to standard output.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:no errors", "1:errors, or the file cannot be read", "2:usage"})
public final class ConvertCommand implements Callable<Integer> {

  private final ConfigFile files;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the file to convert")
  private Path file;

  public ConvertCommand(ConfigFile files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    var err = spec.commandLine().getErr();
    try {
      var read = files.read(file);
      read.findings().forEach(err::println);
      if (read.hasErrors()) {
        err.println("baton: " + file + " has errors, nothing was converted");
        return ExitCode.FAILED;
      }
      err.println("baton: the output holds the passwords of " + file + ", if it has any");
      spec.commandLine().getOut().print(YamlWriter.write(read.config()));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (ConfigFile.Unreadable e) {
      err.println(e.getMessage());
      return ExitCode.FAILED;
    }
  }
}
