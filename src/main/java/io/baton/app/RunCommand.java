package io.baton.app;

import io.baton.cli.ConfigFile;
import io.baton.cli.ExitCode;
import io.baton.config.ReadConfig;
import io.baton.linux.Privileges;
import io.baton.linux.Systemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
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
  private final Daemon daemon;
  private final ConfigCoordinator coordinator;
  private final Operators operators;

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

  RunCommand(ConfigFile files, Daemon daemon, ConfigCoordinator coordinator, Operators operators) {
    this.files = files;
    this.daemon = daemon;
    this.coordinator = coordinator;
    this.operators = operators;
  }

  @Override
  public Integer call() throws InterruptedException {
    var missing = Privileges.missing();
    if (missing.isPresent()) {
      return refuse(missing.get());
    }
    try {
      var read = files.read(config);
      read.findings().forEach(finding -> spec.commandLine().getErr().println(finding));
      if (read.hasErrors()) {
        return refuse(config + " has errors, nothing was started");
      }
      return run(read);
    } catch (ConfigFile.Unreadable e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  private int run(ReadConfig read) throws InterruptedException {
    prepareStateDir();
    var systemd = Systemd.of(System.getenv(), ProcessHandle.current().pid());
    var stop = new StopSignal(() -> reload(systemd));
    operators.start(stateDir);
    coordinator.start(config, stateDir, read);
    systemd.ifPresent(this::ready);
    stop.await();
    systemd.ifPresent(Systemd::stopping);
    coordinator.stop();
    daemon.stop();
    systemd.ifPresent(Systemd::close);
    return ExitCode.OK;
  }

  private void ready(Systemd systemd) {
    systemd.ready(daemon.names().size() + " instances");
    daemon.feed(systemd);
  }

  /// A reload that is refused ends as well: the old configuration runs on.
  private void reload(Optional<Systemd> systemd) {
    systemd.ifPresent(Systemd::reloading);
    var _ = coordinator.reload("SIGHUP");
    systemd.ifPresent(s -> s.ready(daemon.names().size() + " instances"));
  }

  /// Without it everything runs, but nothing is kept.
  private void prepareStateDir() {
    try {
      Files.createDirectories(stateDir);
    } catch (IOException e) {
      LOG.warnf("nothing will survive a restart, the state folder cannot be made: %s", e);
    }
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("baton: " + why);
    return ExitCode.FAILED;
  }
}
