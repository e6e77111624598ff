package io.baton.wire;

/// What the trailer of a received advertisement is worth.
public sealed interface HmacVerification {

  /// Signed by a holder of the key, and not changed since. May still be a repetition.
  ///
  /// @param stamp when it was signed, see `HmacStamp`
  record Valid(int keyId, long stamp) implements HmacVerification {}

  /// Nothing follows the message.
  record Missing() implements HmacVerification {}

  /// Something follows the message that is no such trailer.
  record Malformed(String detail) implements HmacVerification {}

  /// Signed with a key that is not among ours.
  record UnknownKey(int keyId) implements HmacVerification {}

  /// Not signed with the key it names, or changed on the way.
  record Mismatch(int keyId) implements HmacVerification {}
}
