package io.baton.app;

import io.baton.cli.ConfigFile;
import io.baton.cli.ExitCode;
import io.baton.config.ReadConfig;
import io.baton.linux.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton run`: the daemon, in the foreground.
@Command(
    name = "run",
    description = "Runs the daemon in the foreground until SIGTERM.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped by SIGTERM or SIGINT", "1:could not start", "2:usage"})
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = Logger.getLogger(RunCommand.class);

  private final ConfigFile files;
  private final Service service;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "/etc/baton/baton.yaml",
      description = "a baton.yaml or keepalived.conf (default: ${DEFAULT-VALUE})")
  private Path config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = "/var/lib/baton",
      description = "where Baton keeps what must survive a restart (default: ${DEFAULT-VALUE})")
  private Path stateDir;

  @Option(
      names = {"-i", "--config-id"},
      paramLabel = "ID",
      description = {
        "which @ID lines of a keepalived.conf count",
        "(default: the host's name up to its first dot)"
      })
  private @Nullable String configId;

  /// The daemon, until it is told to stop.
  interface Service {
    void run(Path config, @Nullable String configId, Path stateDir, ReadConfig read)
        throws InterruptedException;
  }

  RunCommand(ConfigFile files, Service service) {
    this.files = files;
    this.service = service;
  }

  @Override
  public Integer call() throws InterruptedException {
    var missing = Privileges.missing();
    if (missing.isPresent()) {
      return refuse(missing.get());
    }
    try {
      var read = files.read(config, configId);
      read.findings().forEach(finding -> spec.commandLine().getErr().println(finding));
      if (read.hasErrors()) {
        return refuse(config + " has errors, nothing was started");
      }
      prepareStateDir();
      service.run(config, configId, stateDir, read);
      return ExitCode.OK;
    } catch (ConfigFile.Unreadable e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  /// Without it everything runs, but nothing is kept.
  private void prepareStateDir() {
    try {
      Files.createDirectories(stateDir);
    } catch (IOException e) {
      LOG.warnf("B106 nothing will survive a restart, the state folder cannot be made: %s", e);
    }
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("baton: " + why);
    return ExitCode.FAILED;
  }
}
