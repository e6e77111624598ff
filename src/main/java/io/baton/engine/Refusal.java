package io.baton.engine;

import io.baton.wire.DecodeResult;
import io.baton.wire.HmacDecision;

/// Why a received advertisement had no effect: what the codec found, or what the instance does not
/// accept. The names are the metric label and the log code.
public enum Refusal {
  HOP_LIMIT,
  LENGTH,
  VERSION,
  TYPE,
  VRID,
  CHECKSUM,
  ADDRESS_COUNT,
  INTERVAL_ZERO,
  /// Not the instance's version.
  VERSION_MISMATCH,
  /// Version 2 with another interval than ours: RFC 3768 section 7.1.
  INTERVAL_MISMATCH,
  AUTHENTICATION_TYPE,
  AUTHENTICATION_FAILED,
  /// What `auth_hmac` found, see `HmacDecision`.
  AUTH_MISSING,
  AUTH_MALFORMED,
  AUTH_UNKNOWN_KEY,
  AUTH_INVALID,
  AUTH_STALE,
  AUTH_REPLAY,
  /// Unicast where multicast is spoken, or the other way round.
  DESTINATION,
  /// Unicast of somebody who is no peer (`check_unicast_src`).
  UNKNOWN_PEER,
  /// An IPv6 address list that does not begin with a link-local address, in strict mode.
  ADDRESS_LIST,
  /// From our own address: looped back, or somebody has our address.
  OWN_ADDRESS,
  /// A losing advertisement that is not answered, as many have been: see `AnswerLimit`.
  TOO_MANY,
  /// We own the addresses: RFC 9568 section 7.1.
  OWNER;

  static Refusal of(DecodeResult.Reason reason) {
    return valueOf(reason.name());
  }

  static Refusal of(HmacDecision.Reason reason) {
    return valueOf(reason.name());
  }
}
