package io.baton.api;

import io.baton.config.BatonConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// A wish for another configuration.
///
/// @param managed makes the new managed part from the old one; called while no other change runs,
///   so that none is lost
/// @param expectedRevision the revision that the wish was made for, if that matters
public record ChangeRequest(
    UnaryOperator<BatonConfig> managed, OptionalLong expectedRevision, Meta meta) {

  /// Who wants it and how.
  ///
  /// @param dryRun only plan
  /// @param confirmWithin the change is undone by itself unless it is confirmed before
  public record Meta(
      String actor, String reason, boolean dryRun, Optional<Duration> confirmWithin) {

    public static Meta of(String actor, String reason) {
      return new Meta(actor, reason, false, Optional.empty());
    }
  }
}
