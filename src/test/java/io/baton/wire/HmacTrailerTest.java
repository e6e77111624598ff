package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.HmacVerification.Malformed;
import io.baton.wire.HmacVerification.Mismatch;
import io.baton.wire.HmacVerification.Missing;
import io.baton.wire.HmacVerification.UnknownKey;
import io.baton.wire.HmacVerification.Valid;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against what keepalived 2.4.3 sent, and for what it was not recorded with, against a second
/// computation outside of the project.
class HmacTrailerTest {

  /// The key of the captures.
  private static final HmacKey KEY =
      HmacKey.ofHex(1, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  private static final HmacKey SEVEN =
      HmacKey.ofHex(7, "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");

  private static final InetAddress GROUP = AdvertisementCodec.GROUP_IPV4;
  private static final long STAMP = 0x6b03_ed7f_8f9d_0001L;

  /// 8 octets and one IPv4 address.
  private static final int MESSAGE = 12;

  @ParameterizedTest
  @CsvSource({
    "v3-ipv4-hmac, 6b03ed7f8f9d0000",
    "v3-ipv4-hmac-second, 6b03ed80a0940000",
    "v3-ipv4-hmac-resign, 6b03ed80f1bf0000"
  })
  void keepalivesSignatureIsUnderstoodAndMadeOctetForOctet(String name, String stamp) {
    // Given
    var capture = Capture.read(name);
    var datagram = capture.datagram();
    long number = HexFormat.fromHexDigitsToLong(stamp);

    // When
    var verification = HmacTrailer.verify(datagram, capture.advertisement(), List.of(KEY));
    byte[] message = Arrays.copyOf(datagram.message(), MESSAGE);
    byte[] signed =
        HmacTrailer.sign(message, datagram.source(), datagram.destination(), KEY, number);

    // Then
    assertThat(verification).isEqualTo(new Valid(1, number));
    assertThat(signed).isEqualTo(datagram.message());
  }

  @Test
  void overIpv6TheChecksumIsOfMessageAndTrailer() {
    // Given
    var source = InetAddress.ofLiteral("fe80::1");
    var group = AdvertisementCodec.GROUP_IPV6;
    var advertisement = advertisement(VrrpVersion.V3, "fe80::100");
    byte[] message =
        AdvertisementCodec.encode(advertisement, source, group, ChecksumForm.PSEUDO_HEADER);

    // When
    byte[] signed = HmacTrailer.sign(message, source, group, SEVEN, STAMP);
    var datagram = new Datagram(source, group, 255, signed);

    // Then
    assertThat(HexFormat.of().formatHex(signed))
        .isEqualTo(
            "3133960100640a89fe800000000000000000000000000100"
                + "010700006b03ed7f8f9d0001354a7469791c33640e2b21976f4351bf");
    assertThat(HmacTrailer.verify(datagram, advertisement, List.of(SEVEN)))
        .isEqualTo(new Valid(7, STAMP));
    assertThat(AdvertisementCodec.decode(datagram))
        .isEqualTo(new DecodeResult.Decoded(advertisement, ChecksumForm.PSEUDO_HEADER));
  }

  @Test
  void version2IsSignedWithItsAuthenticationData() {
    // Given
    var source = InetAddress.ofLiteral("10.9.0.1");
    var advertisement = advertisement(VrrpVersion.V2, "10.9.0.100");
    byte[] message = AdvertisementCodec.encode(advertisement, source, GROUP, ChecksumForm.MESSAGE);

    // When
    byte[] signed = HmacTrailer.sign(message, source, GROUP, SEVEN, STAMP);
    var datagram = new Datagram(source, GROUP, 255, signed);

    // Then
    assertThat(HexFormat.of().formatHex(signed))
        .isEqualTo(
            "2133960100013e5d0a0900640000000000000000"
                + "010700006b03ed7f8f9d0001d96d92bffa979465daea542183d1904a");
    assertThat(AdvertisementCodec.decode(datagram)).isInstanceOf(DecodeResult.Decoded.class);
    assertThat(HmacTrailer.verify(datagram, advertisement, List.of(SEVEN)))
        .isEqualTo(new Valid(7, STAMP));
  }

  private static Advertisement advertisement(VrrpVersion version, String address) {
    return new Advertisement(
        version,
        new Vrid(51),
        new Priority(150),
        100,
        List.of(InetAddress.ofLiteral(address)),
        Authentication.NONE);
  }

  @Test
  void anyChangedBitIsNoticedExceptInTheChecksum() {
    // Given
    var capture = Capture.read("v3-ipv4-hmac");
    byte[] octets = capture.datagram().message();

    for (int bit = 0; bit < octets.length * 8; bit++) {
      // When
      byte[] changed = octets.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      var verification = verify(changed, capture);

      // Then
      boolean inChecksum = bit / 8 == 6 || bit / 8 == 7;
      assertThat(verification instanceof Valid).as("bit %d", bit).isEqualTo(inChecksum);
    }
  }

  private static HmacVerification verify(byte[] octets, Capture capture) {
    var datagram = capture.datagram();
    var changed = new Datagram(datagram.source(), datagram.destination(), 255, octets);
    return HmacTrailer.verify(changed, capture.advertisement(), List.of(KEY));
  }

  @Test
  void aSignatureIsWorthNothingFromAnotherSource() {
    // Given
    var capture = Capture.read("v3-ipv4-hmac");
    var other = InetAddress.ofLiteral("192.0.2.12");

    // When
    var datagram = new Datagram(other, GROUP, 255, capture.datagram().message());

    // Then
    assertThat(HmacTrailer.verify(datagram, capture.advertisement(), List.of(KEY)))
        .isEqualTo(new Mismatch(1));
  }

  @Test
  void theKeyIsFoundByItsId() {
    // Given
    var capture = Capture.read("v3-ipv4-hmac");
    var datagram = capture.datagram();
    var sameId = HmacKey.ofHex(1, "ff".repeat(32));

    // When // Then
    assertThat(HmacTrailer.verify(datagram, capture.advertisement(), List.of(SEVEN, KEY)))
        .isInstanceOf(Valid.class);
    assertThat(HmacTrailer.verify(datagram, capture.advertisement(), List.of(SEVEN)))
        .isEqualTo(new UnknownKey(1));
    assertThat(HmacTrailer.verify(datagram, capture.advertisement(), List.of(sameId)))
        .isEqualTo(new Mismatch(1));
  }

  @Test
  void aPlainAdvertisementHasNoTrailer() {
    // Given
    var capture = Capture.read("v3-ipv4");

    // When
    var verification =
        HmacTrailer.verify(capture.datagram(), capture.advertisement(), List.of(KEY));

    // Then
    assertThat(verification).isEqualTo(new Missing());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 27, 29, 56})
  void anythingOfAnotherLengthIsNoTrailer(int octets) {
    // Given
    var capture = Capture.read("v3-ipv4-hmac");

    // When
    byte[] message = Arrays.copyOf(capture.datagram().message(), MESSAGE + octets);

    // Then
    assertThat(verify(message, capture)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void anotherTypeAndReservedBitsAreNotUnderstood(int octet) {
    // Given
    var capture = Capture.read("v3-ipv4-hmac");
    byte[] message = capture.datagram().message();

    // When
    message[MESSAGE + octet] ^= 2;

    // Then
    assertThat(verify(message, capture)).isInstanceOf(Malformed.class);
  }

  @Test
  void whateverFollowsTheMessageNothingIsThrown() {
    // Given
    var random = RandomGenerator.of("L64X128MixRandom");
    var capture = Capture.read("v3-ipv4-hmac");

    for (int i = 0; i < 10_000; i++) {
      // When
      byte[] message = Arrays.copyOf(capture.datagram().message(), random.nextInt(128));
      var rest = new byte[Math.max(0, message.length - MESSAGE)];
      random.nextBytes(rest);
      System.arraycopy(rest, 0, message, message.length - rest.length, rest.length);

      // Then
      assertThat(verify(message, capture)).isNotInstanceOf(Valid.class);
    }
  }
}
