package io.baton.wire;

import java.net.InetAddress;

/// A received VRRP message and what its IP header said.
///
/// @param hopLimit the TTL or hop limit, 0 to 255
/// @param message the VRRP message; belongs to the datagram, nobody changes it
// The octets are read once, by the codec; a datagram is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Datagram(InetAddress source, InetAddress destination, int hopLimit, byte[] message) {}
