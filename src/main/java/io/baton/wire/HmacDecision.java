package io.baton.wire;

/// Whether an advertisement may act, as far as its signature goes.
public sealed interface HmacDecision {

  /// Signed by a holder of a key, just now.
  record Authenticated() implements HmacDecision {}

  /// Accepted although something is wrong: it would be refused once signatures are enforced.
  record Tolerated(Reason reason) implements HmacDecision {}

  record Refused(Reason reason) implements HmacDecision {}

  /// What is wrong. The names are also metric labels and log codes.
  enum Reason {
    /// No trailer: the peer does not sign, or is no peer.
    AUTH_MISSING,
    AUTH_MALFORMED,
    AUTH_UNKNOWN_KEY,
    /// Another key, or changed on the way.
    AUTH_INVALID,
    /// Too far from our clock.
    AUTH_STALE,
    /// Not younger than the last one from the same peer.
    AUTH_REPLAY
  }
}
