package io.baton.api;

import io.baton.config.BatonConfig;
import java.time.Instant;
import java.util.List;

/// A configuration that was applied.
///
/// @param changes one line each
/// @param managed what was managed over the API from then on
public record Revision(
    long revision,
    Instant time,
    String actor,
    String reason,
    List<String> changes,
    BatonConfig managed) {

  public Revision {
    changes = List.copyOf(changes);
  }
}
