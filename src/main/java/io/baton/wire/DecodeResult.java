package io.baton.wire;

import io.baton.vrrp.Advertisement;

/// What became of a received datagram.
public sealed interface DecodeResult {

  /// A whole and valid advertisement.
  ///
  /// @param checksumForm what its checksum covers: an instance may insist on one form
  record Decoded(Advertisement advertisement, ChecksumForm checksumForm) implements DecodeResult {}

  /// Not an advertisement that anybody may act upon.
  ///
  /// @param detail what was found, for people; never a password
  record Rejected(Reason reason, String detail) implements DecodeResult {}

  /// Which check failed. The names are also metric labels and log codes.
  enum Reason {
    /// A multicast message that did not come from this link. RFC 9568 sections 5.1.1.3, 5.1.2.3.
    HOP_LIMIT,
    /// Neither version 3 nor version 2, or version 2 over IPv6.
    VERSION,
    /// Not an advertisement, the only type there is.
    TYPE,
    /// Shorter than its own fields say.
    LENGTH,
    CHECKSUM,
    /// Virtual router 0 does not exist.
    VRID,
    /// No address at all. RFC 9568 section 5.2.5.
    ADDRESS_COUNT,
    /// An interval of 0 makes no sense. RFC 9568 section 5.2.7.
    INTERVAL_ZERO
  }
}
