package io.baton.config;

import java.time.Instant;
import java.util.List;

/// A configuration as it is kept: what was managed over the API, and who made it so.
///
/// @param changes against the one before, that of files too; one line each
public record StoredRevision(
    long revision,
    Instant time,
    String actor,
    String reason,
    List<String> changes,
    BatonConfig managed) {

  public StoredRevision {
    changes = List.copyOf(changes);
  }
}
