package io.baton.cli;

import io.baton.config.BatonConfig;
import io.baton.config.Finding;
import io.baton.config.Position;
import io.baton.config.ReadConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton check FILE`.
@Command(
    name = "check",
    description = {
      "Checks a baton.yaml or keepalived.conf and prints every finding, one a line:",
      "FILE:LINE:COLUMN: error|warning|note: what is wrong, and what would be right."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:no errors", "1:errors, or the file cannot be read", "2:usage"})
public final class CheckCommand implements Callable<Integer> {

  private final ConfigFile files;

  @Spec private CommandSpec spec;

  @Mixin private final ConfigSource source = new ConfigSource();

  @Option(names = "--strict", description = "takes warnings and notes for errors")
  private boolean strict;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "how findings are printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Format format;

  /// How findings are printed.
  enum Format {
    text,
    json
  }

  public CheckCommand(ConfigFile files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    var read = read();
    if (strict) {
      read = read.strict();
    }
    var out = spec.commandLine().getOut();
    switch (format) {
      case text -> print(out, read);
      case json -> out.println(FindingsJson.of(source.file().toString(), read));
    }
    out.flush();
    return read.hasErrors() ? ExitCode.FAILED : ExitCode.OK;
  }

  /// A file that cannot be read is a finding, too, so that programs always get their JSON.
  private ReadConfig read() {
    try {
      return source.read(files);
    } catch (ConfigFile.Unreadable e) {
      var position = new Position(source.file().toString(), 1, 1);
      var finding =
          new Finding(Finding.Severity.ERROR, "unreadable", position, String.valueOf(e.reason()));
      return new ReadConfig(BatonConfig.EMPTY, List.of(finding), Map.of());
    }
  }

  private static void print(PrintWriter out, ReadConfig read) {
    read.findings().forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s, %s: %s, %s, %s%n",
        counted(read.config().instances().size(), "instance"),
        counted(read.config().scripts().size(), "script"),
        counted(read.count(Finding.Severity.ERROR), "error"),
        counted(read.count(Finding.Severity.WARNING), "warning"),
        counted(read.count(Finding.Severity.NOTE), "note"));
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
