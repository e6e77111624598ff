package io.baton.config;

import io.baton.vrrp.Peer;
import io.baton.vrrp.ReportedState;
import org.jspecify.annotations.Nullable;

/// How an instance stands when a change of it is planned: what its impact depends on.
///
/// @param lastHeard null when no other router has been heard
public record Situation(ReportedState state, @Nullable Peer lastHeard) {

  /// Of an instance that does not run.
  public static final Situation NONE = new Situation(ReportedState.STOP, null);

  boolean isActive() {
    return state == ReportedState.MASTER;
  }
}
