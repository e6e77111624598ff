package io.baton.wire;

import io.baton.wire.HmacDecision.Authenticated;
import io.baton.wire.HmacDecision.Reason;
import io.baton.wire.HmacDecision.Refused;
import io.baton.wire.HmacDecision.Tolerated;
import io.baton.wire.HmacVerification.Malformed;
import io.baton.wire.HmacVerification.Mismatch;
import io.baton.wire.HmacVerification.Missing;
import io.baton.wire.HmacVerification.UnknownKey;
import io.baton.wire.HmacVerification.Valid;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// Whether an advertisement may act, by its signature. A cluster goes from `RECEIVE_ONLY` over
/// `PERMISSIVE` to `ENFORCE` without ever losing its election.
public record HmacPolicy(Mode mode, ReplayWindow window) {

  /// How far the cluster has come.
  public enum Mode {
    /// Advertisements without a valid trailer are refused.
    ENFORCE,
    /// They are accepted and counted.
    PERMISSIVE,
    /// As permissive, and we do not sign yet.
    RECEIVE_ONLY;

    public boolean signs() {
      return this != RECEIVE_ONLY;
    }
  }

  /// Decides on an advertisement, and remembers its stamp if its signature is right.
  public HmacDecision decide(HmacVerification verification, InetAddress peer, Instant now) {
    return complaint(verification, peer, now).map(this::despite).orElseGet(Authenticated::new);
  }

  private Optional<Reason> complaint(HmacVerification found, InetAddress peer, Instant now) {
    return switch (found) {
      case Missing() -> Optional.of(Reason.AUTH_MISSING);
      case Malformed(_) -> Optional.of(Reason.AUTH_MALFORMED);
      case UnknownKey(_) -> Optional.of(Reason.AUTH_UNKNOWN_KEY);
      case Mismatch(_) -> Optional.of(Reason.AUTH_INVALID);
      case Valid(_, long stamp) ->
          switch (window.judge(peer, stamp, now)) {
            case FRESH -> Optional.empty();
            case STALE -> Optional.of(Reason.AUTH_STALE);
            case REPLAYED -> Optional.of(Reason.AUTH_REPLAY);
          };
    };
  }

  private HmacDecision despite(Reason reason) {
    return switch (mode) {
      case ENFORCE -> new Refused(reason);
      case PERMISSIVE, RECEIVE_ONLY -> new Tolerated(reason);
    };
  }
}
