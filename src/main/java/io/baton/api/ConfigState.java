package io.baton.api;

import io.baton.config.BatonConfig;
import io.baton.config.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration as it runs.
///
/// @param revision grows by one with every applied change, whatever its source
/// @param since when it was applied
/// @param effective both sources merged, files first
/// @param files read-only over the API
/// @param managed made over the API
/// @param filePositions where the values of `files` stand, by JSON Pointer into it
/// @param pending a change that is undone unless it is confirmed
/// @param lastRefused the last reload of the files if it was refused
public record ConfigState(
    long revision,
    Instant since,
    BatonConfig effective,
    BatonConfig files,
    BatonConfig managed,
    Map<String, Position> filePositions,
    Optional<PendingConfirm> pending,
    Optional<RefusedReload> lastRefused) {

  public ConfigState {
    filePositions = Map.copyOf(filePositions);
  }

  /// Nothing is configured yet.
  public static final ConfigState NONE =
      new ConfigState(
          0,
          Instant.EPOCH,
          BatonConfig.EMPTY,
          BatonConfig.EMPTY,
          BatonConfig.EMPTY,
          Map.of(),
          Optional.empty(),
          Optional.empty());

  /// A change that waits for its confirmation.
  public record PendingConfirm(long revision, Instant before, String actor) {}

  /// What a reload was refused for, one line each.
  public record RefusedReload(Instant time, String actor, List<String> problems) {

    public RefusedReload {
      problems = List.copyOf(problems);
    }
  }
}
