package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checks of RFC 9568 and RFC 3768 section 7.1 that need an instance's settings.
class AdvertFilterTest {

  private static final InetAddress OWN = InetAddress.ofLiteral("10.0.0.2");
  private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.3");
  private static final Authentication PASSWORD = Authentication.password("secret12");

  private static final AdvertFilter OPEN = new AdvertFilter(false, Authentication.NONE);
  private static final AdvertFilter CLOSED = new AdvertFilter(false, PASSWORD);

  @Test
  @Rfc("B3")
  void anotherVersionThanTheConfiguredOneIsRefused() {
    // When // Then
    assertThat(OPEN.refusal(settings(VrrpVersion.V3, 100), from(PEER), v2(Authentication.NONE)))
        .contains(Refusal.VERSION_MISMATCH);
    assertThat(OPEN.refusal(settings(VrrpVersion.V2, 100), from(PEER), v3(100)))
        .contains(Refusal.VERSION_MISMATCH);
    assertThat(OPEN.refusal(settings(VrrpVersion.V3, 100), from(PEER), v3(100))).isEmpty();
  }

  @Test
  @Rfc("B9")
  void version2WithAnotherIntervalIsRefused() {
    // Given
    var settings = RouterSettings.of(VrrpVersion.V2, new Vrid(51), new Priority(100), 200, OWN);

    // When // Then
    assertThat(OPEN.refusal(settings, from(PEER), v2(Authentication.NONE)))
        .contains(Refusal.INTERVAL_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 101, 4095})
  @Rfc("B10")
  void version3WithAnotherIntervalIsAccepted(int intervalCs) {
    // When // Then
    assertThat(OPEN.refusal(settings(VrrpVersion.V3, 100), from(PEER), v3(intervalCs))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret1", "secret13", "Secret12", ""})
  @Rfc("B15")
  void anotherPasswordIsRefused(String password) {
    // Given
    var advertisement = v2(Authentication.password(password));

    // When // Then
    assertThat(CLOSED.refusal(settings(VrrpVersion.V2, 100), from(PEER), advertisement))
        .contains(Refusal.AUTHENTICATION_FAILED);
  }

  @Test
  @Rfc("B15")
  void anotherAuthenticationTypeIsRefused() {
    // Given
    var settings = settings(VrrpVersion.V2, 100);

    // When // Then
    assertThat(CLOSED.refusal(settings, from(PEER), v2(Authentication.NONE)))
        .contains(Refusal.AUTHENTICATION_TYPE);
    assertThat(OPEN.refusal(settings, from(PEER), v2(PASSWORD)))
        .contains(Refusal.AUTHENTICATION_TYPE);
  }

  @Test
  @Rfc("B15")
  void theSamePasswordInItsFirstEightOctetsIsAccepted() {
    // Given
    var longer = v2(Authentication.password("secret12 and more"));

    // When // Then
    assertThat(CLOSED.refusal(settings(VrrpVersion.V2, 100), from(PEER), longer)).isEmpty();
  }

  @Test
  @Rfc("B16")
  void otherAddressesThanOursAreNoReasonToRefuse() {
    // Given
    var other =
        new Advertisement(
            VrrpVersion.V3,
            new Vrid(51),
            Priority.DEFAULT,
            100,
            List.of(InetAddress.ofLiteral("10.9.9.9")),
            Authentication.NONE);

    // When // Then
    assertThat(OPEN.refusal(settings(VrrpVersion.V3, 100), from(PEER), other)).isEmpty();
  }

  @Test
  @Rfc("E19")
  void ourOwnAdvertisementIsRefused() {
    // When // Then
    assertThat(OPEN.refusal(settings(VrrpVersion.V3, 100), from(OWN), v3(100)))
        .contains(Refusal.OWN_ADDRESS);
  }

  @Test
  @Rfc("E20")
  void theAddressOwnerListensToNobody() {
    // When // Then
    assertThat(OPEN.refusal(settings(VrrpVersion.V3, 255), from(PEER), v3(100)))
        .contains(Refusal.OWNER);
    assertThat(OPEN.refusal(settings(VrrpVersion.V2, 255), from(PEER), v2(Authentication.NONE)))
        .contains(Refusal.OWNER);
  }

  @Test
  void unicastAndMulticastDoNotMix() {
    // Given
    var unicast = new AdvertFilter(true, Authentication.NONE);
    var toUs = new Datagram(PEER, OWN, 255, new byte[0]);
    var settings = settings(VrrpVersion.V3, 100);

    // When // Then
    assertThat(unicast.refusal(settings, from(PEER), v3(100))).contains(Refusal.DESTINATION);
    assertThat(OPEN.refusal(settings, toUs, v3(100))).contains(Refusal.DESTINATION);
    assertThat(unicast.refusal(settings, toUs, v3(100))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"fd00::40, true, true", "fe80::40, true, false", "fd00::40, false, false"})
  @Rfc("B11")
  void inStrictModeAnIpv6ListBeginsWithALinkLocalAddress(
      String first, boolean strict, boolean refused) {
    // Given
    var filter = new AdvertFilter(false, Authentication.NONE, Set.of(), Map.of(), strict);
    var addresses = List.of(InetAddress.ofLiteral(first), InetAddress.ofLiteral("fe80::41"));
    var advert =
        new Advertisement(
            VrrpVersion.V3, new Vrid(51), Priority.DEFAULT, 100, addresses, Authentication.NONE);

    // When
    var refusal = filter.refusal(settings(VrrpVersion.V3, 100), from(PEER), advert);

    // Then
    assertThat(refusal).isEqualTo(refused ? Optional.of(Refusal.ADDRESS_LIST) : Optional.empty());
  }

  private static RouterSettings settings(VrrpVersion version, int priority) {
    return RouterSettings.of(version, new Vrid(51), new Priority(priority), 100, OWN);
  }

  private static Datagram from(InetAddress source) {
    return new Datagram(source, AdvertisementCodec.GROUP_IPV4, 255, new byte[0]);
  }

  private static Advertisement v2(Authentication authentication) {
    return advertisement(VrrpVersion.V2, 100, authentication);
  }

  private static Advertisement v3(int intervalCs) {
    return advertisement(VrrpVersion.V3, intervalCs, Authentication.NONE);
  }

  private static Advertisement advertisement(
      VrrpVersion version, int intervalCs, Authentication authentication) {
    return new Advertisement(
        version,
        new Vrid(51),
        Priority.DEFAULT,
        intervalCs,
        List.of(InetAddress.ofLiteral("10.0.0.40")),
        authentication);
  }
}
