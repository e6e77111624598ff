package io.baton.app;

import io.baton.api.ChangeOutcome;
import io.baton.api.ChangeRequest;
import io.baton.api.ConfigService;
import io.baton.api.ConfigState;
import io.baton.api.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The configuration and every change of it.
@ApplicationScoped
class ConfigCoordinator implements ConfigService {

  private static final ChangeOutcome NOT_RUNNING =
      new ChangeOutcome.Busy("the daemon has not started");

  @Override
  public ConfigState current() {
    return ConfigState.NONE;
  }

  @Override
  public ChangeOutcome change(ChangeRequest request) {
    return NOT_RUNNING;
  }

  @Override
  public boolean confirm(long revision, String actor) {
    return false;
  }

  @Override
  public List<Revision> history() {
    return List.of();
  }

  @Override
  public ChangeOutcome rollback(long revision, ChangeRequest.Meta meta) {
    return NOT_RUNNING;
  }

  @Override
  public ChangeOutcome reload(String actor) {
    return NOT_RUNNING;
  }
}
