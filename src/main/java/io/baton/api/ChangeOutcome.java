package io.baton.api;

import io.baton.config.ChangePlan;
import io.baton.config.Position;
import io.baton.config.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of a wish for another configuration.
public sealed interface ChangeOutcome {

  /// It runs.
  ///
  /// @param confirmBefore until when it must be confirmed, if at all
  record Applied(long revision, ChangePlan plan, Optional<Instant> confirmBefore)
      implements ChangeOutcome {}

  /// What would be done; nothing was.
  record Planned(ChangePlan plan) implements ChangeOutcome {}

  /// The new configuration is the old one.
  record Unchanged(long revision) implements ChangeOutcome {}

  /// Made for another revision than the one that runs.
  record Stale(long revision) implements ChangeOutcome {}

  /// It breaks rules; the pointers are into the effective configuration, files first.
  record Invalid(List<Problem> problems) implements ChangeOutcome {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /// It would change what comes from a file.
  ///
  /// @param name of the instance, group or tracker
  record ReadOnly(String name, Position position) implements ChangeOutcome {}

  /// Another change runs or waits for its confirmation, or the daemon has not started.
  record Busy(String why) implements ChangeOutcome {}

  /// There is no such revision to go back to.
  record UnknownRevision(long revision) implements ChangeOutcome {}

  /// The world refused; the old configuration runs on.
  ///
  /// @param outcomes one line for each step
  record Failed(String why, List<String> outcomes) implements ChangeOutcome {
    public Failed {
      outcomes = List.copyOf(outcomes);
    }
  }
}
