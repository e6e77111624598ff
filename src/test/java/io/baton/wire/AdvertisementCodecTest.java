package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.DecodeResult.Decoded;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against what keepalived 2.4.3 sent. What is refused is in `AdvertisementCodecRejectionTest`.
class AdvertisementCodecTest {

  private static final InetAddress KEEPALIVED = InetAddress.ofLiteral("192.0.2.11");
  private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.12");

  /// A capture and what it says.
  record Golden(Capture capture, Advertisement advertisement, ChecksumForm form) {

    @Override
    public String toString() {
      return capture.name();
    }
  }

  static Stream<Golden> goldens() {
    return Stream.concat(version2(), version3());
  }

  private static Stream<Golden> version2() {
    var secret = Authentication.password("secret12");
    String[] five = {"192.0.2.111", "192.0.2.112", "192.0.2.113", "192.0.2.114", "192.0.2.115"};
    return Stream.of(
        v2("v2-none", 51, 100, 100, Authentication.NONE, "192.0.2.101", "192.0.2.102"),
        v2("v2-none-resign", 51, 0, 100, Authentication.NONE, "192.0.2.101", "192.0.2.102"),
        v2("v2-password", 52, 150, 100, secret, "192.0.2.103"),
        v2("v2-password-resign", 52, 0, 100, secret, "192.0.2.103"),
        v2("v2-short-password", 52, 150, 100, Authentication.password("1111"), "192.0.2.103"),
        v2("v2-many", 63, 254, 1000, Authentication.NONE, five),
        v2("v2-unicast", 57, 90, 100, Authentication.NONE, "192.0.2.108"));
  }

  private static Stream<Golden> version3() {
    String[] three = {"192.0.2.105", "192.0.2.106", "192.0.2.107"};
    String[] ipv6 = {"fe80::100", "2001:db8::100"};
    return Stream.of(
        v3("v3-ipv4", 54, 200, 25, ChecksumForm.PSEUDO_HEADER, three),
        v3("v3-ipv4-resign", 54, 0, 25, ChecksumForm.PSEUDO_HEADER, three),
        v3("v3-ipv4-message-sum", 55, 200, 100, ChecksumForm.MESSAGE, "192.0.2.105"),
        v3("v3-ipv4-vmac", 62, 110, 100, ChecksumForm.PSEUDO_HEADER, "192.0.2.110"),
        v3("v3-unicast", 58, 90, 100, ChecksumForm.PSEUDO_HEADER, "192.0.2.108"),
        v3("v3-ipv6", 56, 120, 100, ChecksumForm.PSEUDO_HEADER, ipv6),
        v3("v3-ipv6-resign", 56, 0, 100, ChecksumForm.PSEUDO_HEADER, ipv6),
        v3(
            "v3-ipv6-unicast",
            59,
            90,
            100,
            ChecksumForm.PSEUDO_HEADER,
            "fe80::100",
            "2001:db8::108"));
  }

  private static Golden v2(
      String name, int vrid, int priority, int interval, Authentication how, String... addresses) {
    var advertisement = advertisement(VrrpVersion.V2, vrid, priority, interval, how, addresses);
    return new Golden(Capture.read(name), advertisement, ChecksumForm.MESSAGE);
  }

  private static Golden v3(
      String name, int vrid, int priority, int interval, ChecksumForm form, String... addresses) {
    return new Golden(
        Capture.read(name),
        advertisement(VrrpVersion.V3, vrid, priority, interval, Authentication.NONE, addresses),
        form);
  }

  private static Advertisement advertisement(
      VrrpVersion version,
      int vrid,
      int priority,
      int interval,
      Authentication authentication,
      String... addresses) {
    return new Advertisement(
        version,
        new Vrid(vrid),
        new Priority(priority),
        interval,
        Arrays.stream(addresses).map(InetAddress::ofLiteral).toList(),
        authentication);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  @Rfc({"B13", "B14", "C2", "C3", "C4", "C5", "C6"})
  void keepalivesAdvertisementsAreRead(Golden golden) {
    // When
    var result = AdvertisementCodec.decode(golden.capture().datagram());

    // Then
    assertThat(result).isEqualTo(new Decoded(golden.advertisement(), golden.form()));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  @Rfc({"B1", "B7", "B13", "B14", "C1", "C2", "C3", "C4", "C5"})
  void ourMessagesAreKeepalivesOctetForOctet(Golden golden) {
    // Given
    var theirs = golden.capture().datagram();

    // When
    byte[] ours =
        AdvertisementCodec.encode(
            golden.advertisement(), theirs.source(), theirs.destination(), golden.form());

    // Then
    assertThat(ours).isEqualTo(theirs.message());
  }

  @Test
  @Rfc("B13")
  void paddingAfterTheMessageIsIgnored() {
    // Given
    var plain = Capture.read("v3-ipv4").datagram();
    byte[] padded = Arrays.copyOf(plain.message(), plain.message().length + 7);
    padded[padded.length - 1] = 42;

    // When
    var result = AdvertisementCodec.decode(with(plain, padded));

    // Then
    assertThat(result).isEqualTo(AdvertisementCodec.decode(plain));
  }

  @Test
  @Rfc("C9")
  void keepalivesHmacTrailerIsOutsideTheSum() {
    // Given
    var datagram = Capture.read("v3-ipv4-hmac").datagram();

    // When
    var result = AdvertisementCodec.decode(datagram);

    // Then
    var expected = advertisement(VrrpVersion.V3, 64, 110, 100, Authentication.NONE, "192.0.2.117");
    assertThat(datagram.message()).hasSizeGreaterThan(12);
    assertThat(result).isEqualTo(new Decoded(expected, ChecksumForm.PSEUDO_HEADER));
  }

  @Test
  @Rfc("B7")
  void reserveBitsAreIgnored() {
    // Given
    byte[] message = Capture.read("v3-ipv4-message-sum").datagram().message();
    message[4] |= (byte) 0xf0;
    resum(message, 0);

    // When
    var result = AdvertisementCodec.decode(multicast(message));

    // Then
    var expected = Capture.read("v3-ipv4-message-sum").advertisement();
    assertThat(result).isEqualTo(new Decoded(expected, ChecksumForm.MESSAGE));
  }

  @Test
  @Rfc("C7")
  void oldKeepalivesUnicastSumOverTheGroupIsAccepted() {
    // Given
    var advertisement = Capture.read("v3-unicast").advertisement();
    byte[] message =
        AdvertisementCodec.encode(
            advertisement, KEEPALIVED, PEER, ChecksumForm.MULTICAST_PSEUDO_HEADER);

    // When
    var result = AdvertisementCodec.decode(new Datagram(KEEPALIVED, PEER, 255, message));

    // Then
    assertThat(message)
        .isEqualTo(
            AdvertisementCodec.encode(
                advertisement,
                KEEPALIVED,
                AdvertisementCodec.GROUP_IPV4,
                ChecksumForm.PSEUDO_HEADER));
    assertThat(result).isEqualTo(new Decoded(advertisement, ChecksumForm.MULTICAST_PSEUDO_HEADER));
  }

  @Test
  @Rfc("A4")
  void unicastMayHaveCrossedARouter() {
    // Given
    var near = Capture.read("v3-unicast").datagram();
    var far = new Datagram(near.source(), near.destination(), 61, near.message());

    // When
    var result = AdvertisementCodec.decode(far);

    // Then
    assertThat(result).isEqualTo(AdvertisementCodec.decode(near));
  }

  @Test
  @Rfc("B12")
  void anIpv4MappedAddressStaysAnIpv6Address() {
    // Given
    var source = InetAddress.ofLiteral("fe80::11");
    var group = AdvertisementCodec.GROUP_IPV6;
    byte[] message = Capture.read("v3-ipv6").datagram().message();
    Arrays.fill(message, 8, 24, (byte) 0);
    message[18] = message[19] = (byte) 0xff;
    resum(message, Checksum.pseudoHeader(source, group, 112, message.length));

    // When
    var result = AdvertisementCodec.decode(new Datagram(source, group, 255, message));

    // Then
    var addresses = ((Decoded) result).advertisement().addresses();
    assertThat(addresses).allSatisfy(address -> assertThat(address.getAddress()).hasSize(16));
  }

  @Test
  void version2IsSummedWithoutAPseudoHeaderWhateverIsAskedFor() {
    // Given
    var theirs = Capture.read("v2-password").datagram();

    // When
    byte[] ours =
        AdvertisementCodec.encode(
            Capture.read("v2-password").advertisement(),
            theirs.source(),
            theirs.destination(),
            ChecksumForm.PSEUDO_HEADER);

    // Then
    assertThat(ours).isEqualTo(theirs.message());
  }

  @Test
  @Rfc("B12")
  void addressesOfTheOtherFamilyAreNotWritten() {
    // Given
    var ipv6 = Capture.read("v3-ipv6").advertisement();

    // When // Then
    assertThatThrownBy(
            () ->
                AdvertisementCodec.encode(
                    ipv6, KEEPALIVED, AdvertisementCodec.GROUP_IPV4, ChecksumForm.MESSAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be advertised over IPV4");
  }

  @Test
  @Rfc("A2")
  void theGroupsAreThoseOfTheRfc() {
    // Given
    var captures = List.of(Capture.read("v3-ipv4"), Capture.read("v3-ipv6"));

    // When
    var groups = captures.stream().map(capture -> capture.datagram().destination()).toList();

    // Then
    assertThat(groups)
        .containsExactly(AdvertisementCodec.GROUP_IPV4, AdvertisementCodec.GROUP_IPV6);
  }

  private static void resum(byte[] message, int more) {
    message[6] = message[7] = 0;
    int checksum = Checksum.of(more + Checksum.sum(message, 0, message.length));
    message[6] = (byte) (checksum >>> 8);
    message[7] = (byte) checksum;
  }

  private static Datagram multicast(byte[] message) {
    return new Datagram(KEEPALIVED, AdvertisementCodec.GROUP_IPV4, 255, message);
  }

  private static Datagram with(Datagram datagram, byte[] message) {
    return new Datagram(datagram.source(), datagram.destination(), datagram.hopLimit(), message);
  }
}
