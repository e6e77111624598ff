package io.baton.app;

import io.baton.api.Credentials;
import io.baton.api.ServerCertificate;
import io.baton.cli.ConfigFile;
import io.baton.config.ConfigValidator;
import io.baton.config.ReadConfig;
import io.baton.linux.Systemd;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `baton run`, on top of a started Quarkus.
public class BatonApplication implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(BatonApplication.class);

  private final Validator validator;
  private final Daemon daemon;
  private final ConfigCoordinator coordinator;
  private final Operators operators;
  private final Credentials credentials;
  private final boolean jsonLog;
  private final ServerCertificate certificate;

  BatonApplication(
      Validator validator,
      Daemon daemon,
      ConfigCoordinator coordinator,
      Operators operators,
      Credentials credentials,
      ServerCertificate certificate,
      @ConfigProperty(name = "baton.log.json") boolean jsonLog) {
    this.validator = validator;
    this.daemon = daemon;
    this.coordinator = coordinator;
    this.operators = operators;
    this.credentials = credentials;
    this.jsonLog = jsonLog;
    this.certificate = certificate;
  }

  @Override
  public int run(String... args) {
    LogLines.use(jsonLog);
    return BatonMain.commandLine(new ConfigFile(new ConfigValidator(validator)), this::serve)
        .execute(args);
  }

  private void serve(Path config, @Nullable String configId, Path stateDir, ReadConfig read)
      throws InterruptedException {
    var systemd = Systemd.of(System.getenv(), ProcessHandle.current().pid());
    var stop = new StopSignal(() -> reload(systemd));
    letInLocally(stateDir);
    operators.start(stateDir);
    coordinator.start(config, configId, stateDir, read);
    systemd.ifPresent(this::ready);
    stop.await();
    systemd.ifPresent(Systemd::stopping);
    coordinator.stop();
    daemon.stop();
    systemd.ifPresent(Systemd::close);
  }

  private void ready(Systemd systemd) {
    systemd.ready(daemon.names().size() + " instances");
    daemon.feed(systemd);
  }

  /// A reload that is refused ends as well: the old configuration runs on.
  private void reload(Optional<Systemd> systemd) {
    systemd.ifPresent(Systemd::reloading);
    certificate.reload();
    var _ = coordinator.reload("SIGHUP");
    systemd.ifPresent(s -> s.ready(daemon.names().size() + " instances"));
  }

  /// Without the secret everything runs, and whoever wants to change something needs a password.
  private void letInLocally(Path stateDir) {
    try {
      credentials.writeLocal(stateDir);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warnf("B107 this host's own user needs a password too, no local secret was made: %s", e);
    }
  }
}
