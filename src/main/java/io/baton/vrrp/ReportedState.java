package io.baton.vrrp;

/// The states by keepalived's names, as scripts, mails, the REST API and operators know them. The
/// only place where the two vocabularies meet.
public enum ReportedState {
  INIT,
  BACKUP,
  MASTER,
  FAULT,
  STOP;

  public static ReportedState of(RouterState state) {
    return switch (state) {
      case RouterState.Initialize s when !s.started() -> STOP;
      case RouterState.Initialize s when s.faults().stream().anyMatch(ReportedState::isFailure) ->
          FAULT;
      case RouterState.Initialize s when s.faults().stream().anyMatch(Fault::isWanted) -> STOP;
      case RouterState.Initialize _ -> INIT;
      case RouterState.Backup _ -> BACKUP;
      case RouterState.Active _, RouterState.Leaving _ -> MASTER;
    };
  }

  private static boolean isFailure(Fault fault) {
    return fault.isReported() && !fault.isWanted();
  }
}
