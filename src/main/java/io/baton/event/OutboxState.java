package io.baton.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the store itself is doing.
///
/// @param failure why events are not written at the moment; null while they are
/// @param journalFailure the same of positions and dead letters
/// @param waiting events in memory that wait for the disk
/// @param dropped events lost because too many waited
/// @param events on the disk
/// @param last position of the newest event
/// @param damaged files found damaged at the start, under their new names
public record OutboxState(
    @Nullable String failure,
    @Nullable String journalFailure,
    int waiting,
    long dropped,
    int events,
    long bytes,
    long last,
    List<String> damaged) {

  public OutboxState {
    damaged = List.copyOf(damaged);
  }

  /// Whether everything that happens is kept.
  public boolean isWriting() {
    return failure == null && journalFailure == null;
  }
}
