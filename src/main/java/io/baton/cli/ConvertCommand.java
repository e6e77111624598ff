package io.baton.cli;

import io.baton.config.ReadConfig;
import io.baton.config.SourceComments;
import io.baton.config.YamlReader;
import io.baton.config.YamlWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baton convert FILE`.
@Command(
    name = "convert",
    description = {
      "Writes a keepalived.conf as the equal baton.yaml, with its comments, and with the findings",
      "as comments. The result holds the passwords of FILE. Nothing is written when there are",
      "errors."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:converted",
      "1:errors in FILE, or it cannot be read, or the result cannot be written",
      "2:usage"
    })
public final class ConvertCommand implements Callable<Integer> {

  private final ConfigFile files;

  @Spec private CommandSpec spec;

  @Mixin private final ConfigSource source = new ConfigSource();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "writes there, for the owner's eyes only, instead of to standard output;",
        "either whole or not at all"
      })
  private @Nullable Path output;

  @Option(names = "--force", description = "lets --output replace a file that is there")
  private boolean force;

  public ConvertCommand(ConfigFile files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    if (force && output == null) {
      throw new ParameterException(spec.commandLine(), "--force belongs to --output FILE");
    }
    try {
      var read = source.read(files);
      read.findings().forEach(spec.commandLine().getErr()::println);
      if (read.hasErrors()) {
        return refuse(source.file() + " has errors, nothing was converted");
      }
      return write(text(read));
    } catch (ConfigFile.Unreadable e) {
      return refuse(e.getMessage());
    } catch (IOException e) {
      return refuse(OutputFile.reason(e));
    }
  }

  /// The text is read back before anybody gets it: what it says is what the file said.
  private static String text(ReadConfig read) {
    String text = YamlWriter.write(read.config(), SourceComments.of(read));
    var back = YamlReader.read("the converted text", text);
    if (!back.findings().isEmpty() || !back.config().equals(read.config())) {
      throw new IllegalStateException("the converted text does not say the same as the file");
    }
    return text;
  }

  private int write(String text) throws IOException {
    if (output == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    } else {
      OutputFile.write(output, text, force);
    }
    return ExitCode.OK;
  }

  private int refuse(@Nullable String why) {
    spec.commandLine().getErr().println("baton: " + why);
    return ExitCode.FAILED;
  }
}
