package io.baton.app;

import io.baton.api.Credentials;
import io.baton.cli.ConfigFile;
import io.baton.config.ConfigValidator;
import io.baton.config.ReadConfig;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// `baton run`, on top of a started Quarkus.
public class BatonApplication implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(BatonApplication.class);

  private final Validator validator;
  private final Daemon daemon;
  private final ConfigCoordinator coordinator;
  private final Operators operators;
  private final Credentials credentials;

  BatonApplication(
      Validator validator,
      Daemon daemon,
      ConfigCoordinator coordinator,
      Operators operators,
      Credentials credentials) {
    this.validator = validator;
    this.daemon = daemon;
    this.coordinator = coordinator;
    this.operators = operators;
    this.credentials = credentials;
  }

  @Override
  public int run(String... args) {
    return BatonMain.commandLine(new ConfigFile(new ConfigValidator(validator)), this::serve)
        .execute(args);
  }

  private void serve(Path config, Path stateDir, ReadConfig read) throws InterruptedException {
    var stop = new StopSignal(() -> coordinator.reload("SIGHUP"));
    letInLocally(stateDir);
    operators.start(stateDir);
    coordinator.start(config, stateDir, read);
    stop.await();
    coordinator.stop();
    daemon.stop();
  }

  /// Without the secret everything runs, and whoever wants to change something needs a password.
  private void letInLocally(Path stateDir) {
    try {
      credentials.writeLocal(stateDir);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warnf("this host's own user needs a password too, no local secret was made: %s", e);
    }
  }
}
