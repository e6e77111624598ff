package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import io.baton.wire.DecodeResult.Reason;
import io.baton.wire.DecodeResult.Rejected;
import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused, and for which reason: RFC 9568 section 7.1.
class AdvertisementCodecRejectionTest {

  private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.11");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 254})
  @Rfc("A4")
  void aMulticastMessageFromBeyondARouterIsRefused(int hopLimit) {
    // Given
    byte[] message = message("v3-ipv4");

    // When
    var result =
        AdvertisementCodec.decode(
            new Datagram(SOURCE, AdvertisementCodec.GROUP_IPV4, hopLimit, message));

    // Then
    assertThat(result)
        .isEqualTo(new Rejected(Reason.HOP_LIMIT, "hop limit " + hopLimit + ", not 255"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 15})
  @Rfc("B3")
  void otherVersionsAreRefused(int version) {
    // Given
    byte[] message = message("v3-ipv4");
    message[0] = (byte) (version << 4 | 1);

    // When // Then
    assertThat(reason(message)).isEqualTo(Reason.VERSION);
  }

  @Test
  @Rfc("B3")
  void version2OverIpv6IsRefused() {
    // Given
    var datagram = Capture.read("v3-ipv6").datagram();
    byte[] message = datagram.message();
    message[0] = 0x21;

    // When
    var result =
        AdvertisementCodec.decode(
            new Datagram(datagram.source(), datagram.destination(), 255, message));

    // Then
    assertThat(result).isEqualTo(new Rejected(Reason.VERSION, "version 2 over IPV6"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 15})
  @Rfc("B2")
  void otherTypesAreRefused(int type) {
    // Given
    byte[] message = message("v3-ipv4");
    message[0] = (byte) (0x30 | type);

    // When // Then
    assertThat(reason(message)).isEqualTo(Reason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2-none", "v2-password", "v2-many", "v3-ipv4", "v3-ipv4-message-sum"})
  @Rfc("B13")
  void everyMessageThatWasCutIsRefused(String name) {
    // Given
    byte[] message = message(name);

    for (int length = 0; length < message.length; length++) {
      // When
      var reason = reason(Arrays.copyOf(message, length));

      // Then
      assertThat(reason).as("%d octets", length).isEqualTo(Reason.LENGTH);
    }
  }

  @Test
  @Rfc({"B13", "B14"})
  void version2WithoutItsAuthenticationDataIsRefused() {
    // Given
    byte[] message = message("v2-none");
    byte[] cut = Arrays.copyOf(message, message.length - 8);

    // When // Then
    assertThat(reason(cut)).isEqualTo(Reason.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2-none", "v2-password", "v2-many", "v3-ipv4", "v3-ipv4-message-sum"})
  @Rfc({"C1", "C8"})
  void everyFlippedBitIsRefused(String name) {
    // Given
    byte[] message = message(name);

    for (int bit = 0; bit < message.length * 8; bit++) {
      byte[] flipped = message.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);

      // When
      var result = AdvertisementCodec.decode(multicast(flipped));

      // Then
      assertThat(result).as("bit %d", bit).isInstanceOf(Rejected.class);
    }
  }

  @Test
  @Rfc("C2")
  void version2IsNotSummedWithoutItsAuthenticationData() {
    // Given
    byte[] message = message("v2-password");
    message[6] = (byte) 0x85;
    message[7] = 0x61;

    // When // Then
    assertThat(Checksum.isValid(Checksum.sum(message, 0, message.length - 8))).isTrue();
    assertThat(reason(message)).isEqualTo(Reason.CHECKSUM);
  }

  @Test
  @Rfc("C3")
  void ipv6WithoutThePseudoHeaderIsRefused() {
    // Given
    var datagram = Capture.read("v3-ipv6").datagram();
    byte[] message = datagram.message();
    message[6] = message[7] = 0;
    resum(message);

    // When
    var result =
        AdvertisementCodec.decode(
            new Datagram(datagram.source(), datagram.destination(), 255, message));

    // Then
    assertThat(((Rejected) result).reason()).isEqualTo(Reason.CHECKSUM);
  }

  @Test
  @Rfc("B4")
  void router0DoesNotExist() {
    // Given
    byte[] message = message("v3-ipv4-message-sum");
    message[1] = 0;
    resum(message);

    // When // Then
    assertThat(reason(message)).isEqualTo(Reason.VRID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2-none", "v3-ipv4-message-sum"})
  @Rfc("B6")
  void anAdvertisementOfNothingIsRefused(String name) {
    // Given
    byte[] message = Arrays.copyOf(message(name), name.startsWith("v2") ? 16 : 8);
    message[3] = 0;
    resum(message);

    // When // Then
    assertThat(reason(message)).isEqualTo(Reason.ADDRESS_COUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2-none", "v3-ipv4-message-sum"})
  @Rfc({"B8", "B9"})
  void interval0IsRefused(String name) {
    // Given
    byte[] message = message(name);
    message[5] = 0;
    resum(message);

    // When // Then
    assertThat(reason(message)).isEqualTo(Reason.INTERVAL_ZERO);
  }

  @Test
  void checksAreMadeInTheOrderOfTheRfc() {
    // Given
    byte[] allWrong = {(byte) 0x92, 0, 0, 0, 0, 0, 1, 1};
    byte[] rightVersion = {0x32, 0, 0, 9, 0, 0, 1, 1};
    byte[] rightType = {0x31, 0, 0, 9, 0, 0, 1, 1};
    byte[] rightLength = {0x31, 0, 0, 0, 0, 0, 1, 1};

    // When // Then
    assertThat(reason(allWrong)).isEqualTo(Reason.VERSION);
    assertThat(reason(rightVersion)).isEqualTo(Reason.TYPE);
    assertThat(reason(rightType)).isEqualTo(Reason.LENGTH);
    assertThat(reason(rightLength)).isEqualTo(Reason.CHECKSUM);
  }

  private static byte[] message(String name) {
    return Capture.read(name).datagram().message();
  }

  private static Datagram multicast(byte[] message) {
    return new Datagram(SOURCE, AdvertisementCodec.GROUP_IPV4, 255, message);
  }

  private static Reason reason(byte[] message) {
    return ((Rejected) AdvertisementCodec.decode(multicast(message))).reason();
  }

  /// Makes the sum over the message right again.
  private static void resum(byte[] message) {
    message[6] = message[7] = 0;
    int checksum = Checksum.of(Checksum.sum(message, 0, message.length));
    message[6] = (byte) (checksum >>> 8);
    message[7] = (byte) checksum;
  }
}
