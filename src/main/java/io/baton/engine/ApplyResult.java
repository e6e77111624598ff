package io.baton.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a plan.
///
/// @param failure null when all of it was carried out; else why nothing was
/// @param outcomes one line for each step that was taken, or taken back
public record ApplyResult(@Nullable String failure, List<String> outcomes) {

  public ApplyResult {
    outcomes = List.copyOf(outcomes);
  }
}
