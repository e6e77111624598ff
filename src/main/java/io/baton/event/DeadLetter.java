package io.baton.event;

import java.time.Instant;

/// An event that a destination did not take for good.
///
/// @param at when it was given up
/// @param attempts how often it was tried
public record DeadLetter(StoredEvent event, String why, Instant at, int attempts) {}
