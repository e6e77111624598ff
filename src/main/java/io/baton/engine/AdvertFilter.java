package io.baton.engine;

import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.Datagram;
import java.util.Optional;

/// Whether an instance accepts a well-formed advertisement: the checks of RFC 9568 section 7.1 and
/// RFC 3768 section 7.1 that need its settings.
///
/// @param authentication what version 2 messages must carry
record AdvertFilter(boolean unicast, Authentication authentication) {

  /// Why not, if not.
  Optional<Refusal> refusal(
      RouterSettings settings, Datagram datagram, Advertisement advertisement) {
    if (datagram.destination().isMulticastAddress() == unicast) {
      return Optional.of(Refusal.DESTINATION);
    }
    if (datagram.source().equals(settings.primaryAddress())) {
      return Optional.of(Refusal.OWN_ADDRESS);
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
