package io.baton.wire;

/// What the checksum of a message covers. The specifications of version 3 over IPv4 disagree, so
/// all are understood and the receiver says which one it met.
public enum ChecksumForm {
  /// The message alone: version 2 (RFC 3768 section 5.3.8), and version 3 over IPv4 by RFC 9568
  /// section 5.2.8.
  MESSAGE,

  /// The message after a pseudo-header of source, destination, length and protocol: version 3 over
  /// IPv6, and version 3 over IPv4 by RFC 5798 section 5.2.8, which is what the world sends.
  PSEUDO_HEADER,

  /// A unicast message summed as if it were sent to the multicast group: keepalived up to 1.3.6.
  MULTICAST_PSEUDO_HEADER
}
