package io.baton.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a destination is doing. Counts are since the start of the daemon.
///
/// @param sent events that it took
/// @param failed events given up
/// @param retried attempts that failed and were repeated
/// @param dropped events lost because the history or the dead letters were full
/// @param backlog events that it has not come to yet, whether it wants them or not
/// @param oldest time of the first of them; null for none
/// @param disabled why it is not called any more; null while it is
/// @param lastError null for none since the start
/// @param nextAttempt when a failed event is tried again; null while none waits
public record DestinationState(
    String name,
    long position,
    long sent,
    long failed,
    long retried,
    long dropped,
    long backlog,
    @Nullable Instant oldest,
    int deadLetters,
    @Nullable String disabled,
    @Nullable String lastError,
    @Nullable Instant lastErrorAt,
    @Nullable Instant lastSentAt,
    @Nullable Instant nextAttempt) {}
