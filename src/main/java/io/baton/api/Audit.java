package io.baton.api;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Who wanted what, and what came of it: a line of the log category `io.baton.audit` for every
/// change and every one refused.
@ApplicationScoped
class Audit {

  private static final Logger LOG = Logger.getLogger("io.baton.audit");

  private final SecurityIdentity identity;

  Audit(SecurityIdentity identity) {
    this.identity = identity;
  }

  /// The name of who asks.
  String actor() {
    return identity.getPrincipal().getName();
  }

  void changed(String what, ChangeRequest.Meta meta, long before, ChangeOutcome outcome) {
    String now =
        switch (outcome) {
          case ChangeOutcome.Applied applied -> "to revision " + applied.revision();
          case ChangeOutcome.Planned _ -> "planned only";
          default -> "nothing changed";
        };
    LOG.infof(
        "B140 %s: %s%s: from revision %d, %s", actor(), what, because(meta.reason()), before, now);
  }

  void refused(String what, ApiProblem problem) {
    LOG.infof("B141 %s: %s: refused, %s", actor(), what, problem.getMessage());
  }

  void done(String what, String reason, String result) {
    LOG.infof("B142 %s: %s%s: %s", actor(), what, because(reason), result);
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
