package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How advertisements travel, beyond what `UnicastConfig` says.
///
/// @param source the source address of multicast (`mcast_src_ip`); null for the interface's first
/// @param trackSource whether the instance is in FAULT while the host lacks its source address
/// @param group another multicast group (`mcast_dst_ip`); null for the protocol's own
/// @param ttl the TTL or hop limit of unicast advertisements (`unicast_ttl`)
/// @param peerTtls which TTL advertisements of which unicast peer must have
/// @param checkSource whether unicast advertisements of others than the peers are dropped
/// @param checksumAsVersion2 whether version 3 over IPv4 sums without the pseudo-header, as RFC
///   9568 says (`v3_checksum_as_v2`)
/// @param oldUnicastChecksum whether unicast of version 3 over IPv4 is summed as if it were sent to
///   the multicast group, as keepalived up to 1.3.6 does (`old_unicast_checksum`)
public record TransportConfig(
    @Nullable InetAddress source,
    boolean trackSource,
    @Nullable InetAddress group,
    @Min(0) @Max(255) int ttl,
    List<@Valid PeerTtl> peerTtls,
    boolean checkSource,
    boolean checksumAsVersion2,
    boolean oldUnicastChecksum) {

  public static final TransportConfig DEFAULT =
      new TransportConfig(null, false, null, 255, List.of(), false, false, false);

  public TransportConfig {
    peerTtls = List.copyOf(peerTtls);
  }

  /// Limits for one peer (`min_ttl`, `max_ttl`).
  public record PeerTtl(
      InetAddress peer, @Min(0) @Max(255) int least, @Min(0) @Max(255) int most) {}
}
