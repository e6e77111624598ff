package io.baton.engine;

import io.baton.config.InstanceConfig;
import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Transition;
import org.jboss.logging.Logger;

/// Tells of transitions in the log: what, why, and what comes next.
final class TransitionLog {

  private static final Logger LOG = Logger.getLogger(TransitionLog.class);

  private TransitionLog() {}

  static void tell(InstanceConfig config, Transition transition, Priority priority) {
    var level = transition.to() == ReportedState.FAULT ? Logger.Level.WARN : Logger.Level.INFO;
    LOG.logf(
        level,
        "B201 %s: %s -> %s (priority %s): %s; %s",
        config.name(),
        transition.from(),
        transition.to(),
        priority,
        transition.reason(),
        next(config, transition.to()));
  }

  private static String next(InstanceConfig config, ReportedState to) {
    return switch (to) {
      case INIT -> "waiting for the first answer of each check and for a macvlan";
      case BACKUP -> "listening for the active router";
      case MASTER -> "holding " + config.addresses();
      case FAULT -> "out of service until it is mended";
      case STOP -> "out of service";
    };
  }
}
