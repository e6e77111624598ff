package io.baton.engine;

import io.baton.config.InstanceConfig;
import io.baton.config.TransportConfig;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether an instance accepts a well-formed advertisement: the checks of RFC 9568 section 7.1 and
/// RFC 3768 section 7.1 that need its settings.
///
/// @param authentication what version 2 messages must carry
/// @param peers the only sources that are accepted; empty for all
/// @param hopLimits what unicast messages of a peer must have arrived with
/// @param strict whether an IPv6 address list must begin with a link-local address
record AdvertFilter(
    boolean unicast,
    Authentication authentication,
    Set<InetAddress> peers,
    Map<InetAddress, HopLimits> hopLimits,
    boolean strict) {

  /// @param least, most 0 to 255
  record HopLimits(int least, int most) {}

  AdvertFilter(boolean unicast, Authentication authentication) {
    this(unicast, authentication, Set.of(), Map.of(), false);
  }

  static AdvertFilter of(InstanceConfig config, Authentication authentication) {
    var unicast = config.unicast();
    var transport = config.transport();
    Map<InetAddress, HopLimits> limits =
        transport.peerTtls().stream()
            .collect(
                Collectors.toMap(
                    TransportConfig.PeerTtl::peer, t -> new HopLimits(t.least(), t.most())));
    return new AdvertFilter(
        unicast != null,
        authentication,
        unicast != null && transport.checkSource() ? Set.copyOf(unicast.peers()) : Set.of(),
        limits,
        config.election().strict());
  }

  /// Why not, if not.
  Optional<Refusal> refusal(
      RouterSettings settings, Datagram datagram, Advertisement advertisement) {
    if (datagram.destination().isMulticastAddress() == unicast) {
      return Optional.of(Refusal.DESTINATION);
    }
    if (datagram.source().equals(settings.primaryAddress())) {
      return Optional.of(Refusal.OWN_ADDRESS);
    }
    if (!peers.isEmpty() && !peers.contains(datagram.source())) {
      return Optional.of(Refusal.UNKNOWN_PEER);
    }
    var limits = hopLimits.get(datagram.source());
    if (limits != null
        && (datagram.hopLimit() < limits.least() || datagram.hopLimit() > limits.most())) {
      return Optional.of(Refusal.HOP_LIMIT);
    }
    if (strict && !beginsWithLinkLocal(advertisement)) {
      return Optional.of(Refusal.ADDRESS_LIST);
    }
    if (advertisement.version() != settings.version()) {
      return Optional.of(Refusal.VERSION_MISMATCH);
    }
    if (settings.version() == VrrpVersion.V2) {
      var refusal = version2(settings, advertisement);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return settings.priority().isOwner() ? Optional.of(Refusal.OWNER) : Optional.empty();
  }

  /// RFC 9568 section 5.2.9, erratum 8300.
  private static boolean beginsWithLinkLocal(Advertisement advertisement) {
    var first = advertisement.addresses().getFirst();
    return AddressFamily.of(first) == AddressFamily.IPV4 || first.isLinkLocalAddress();
  }

  private Optional<Refusal> version2(RouterSettings settings, Advertisement advertisement) {
    if (advertisement.authentication().type() != authentication.type()) {
      return Optional.of(Refusal.AUTHENTICATION_TYPE);
    }
    if (authentication.type() != Authentication.TYPE_NONE
        && advertisement.authentication().data() != authentication.data()) {
      return Optional.of(Refusal.AUTHENTICATION_FAILED);
    }
    return advertisement.maxAdvertiseIntervalCs() == settings.maxAdvertiseIntervalCs()
        ? Optional.empty()
        : Optional.of(Refusal.INTERVAL_MISMATCH);
  }
}
