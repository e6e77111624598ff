package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.vrrp.Rfc;
import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpHeaderTest {

  private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.11");

  @ParameterizedTest
  @CsvSource({"v2-none, 1", "v2-none-resign, 8", "v3-ipv4-resign, 65554", "v3-unicast, 1"})
  @Rfc({"A1", "A3", "A9"})
  void ourIpv4PacketsAreKeepalivesOctetForOctet(String name, int identification) {
    // Given
    var theirs = Capture.read(name);
    var datagram = theirs.datagram();

    // When
    byte[] ours =
        IpHeader.encode(
            datagram.source(), datagram.destination(), identification, datagram.message());

    // Then
    assertThat(ours).isEqualTo(theirs.packet());
  }

  @Test
  @Rfc({"A1", "A3", "A9"})
  void ourIpv6PacketsAreKeepalivesButForTheKernelsFlowLabel() {
    // Given
    var theirs = Capture.read("v3-ipv6");
    var datagram = theirs.datagram();
    byte[] expected = theirs.packet();
    expected[1] &= (byte) 0xf0;
    expected[2] = expected[3] = 0;

    // When
    byte[] ours = IpHeader.encode(datagram.source(), datagram.destination(), 7, datagram.message());

    // Then
    assertThat(ours).isEqualTo(expected);
  }

  @Test
  void optionsAreSkippedAndPaddingIsCutOff() {
    // Given
    byte[] plain = Capture.read("v3-ipv4").packet();
    byte[] packet = new byte[plain.length + 8 + 5];
    System.arraycopy(plain, 0, packet, 0, 20);
    System.arraycopy(plain, 20, packet, 28, plain.length - 20);
    packet[0] = 0x47;
    packet[3] = (byte) (plain.length + 8);

    // When
    var datagram = IpHeader.decodeIpv4(packet).orElseThrow();

    // Then
    assertThat(datagram.message()).isEqualTo(Capture.read("v3-ipv4").datagram().message());
    assertThat(datagram.source()).isEqualTo(SOURCE);
    assertThat(datagram.destination()).isEqualTo(AdvertisementCodec.GROUP_IPV4);
    assertThat(datagram.hopLimit()).isEqualTo(255);
  }

  @Test
  @Rfc("A10")
  void aTotalLengthWithoutRoomForAMessageIsRefused() {
    // Given
    byte[] packet = Capture.read("v3-ipv4").packet();

    // When
    packet[3] = 20 + 7;
    var tooShort = IpHeader.decodeIpv4(packet);
    packet[3] = 20 + 8;
    var shortest = IpHeader.decodeIpv4(packet);

    // Then
    assertThat(tooShort).isEmpty();
    assertThat(shortest).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x65, another version",
    "0, 0x44, a header shorter than a header",
    "0, 0x4f, a header longer than the packet",
    "2, 0x01, a total length beyond the packet",
    "6, 0x20, more fragments",
    "7, 0x01, a later fragment",
    "9, 0x33, another protocol",
  })
  @Rfc({"A1", "A10"})
  void whatIsNoWholeIpv4VrrpPacketIsRefused(int offset, String octet, String what) {
    // Given
    byte[] packet = Capture.read("v3-ipv4").packet();
    packet[offset] = Integer.decode(octet).byteValue();

    // When // Then
    assertThat(IpHeader.decodeIpv4(packet)).as(what).isEmpty();
  }

  @Test
  void theFlagDoNotFragmentIsNoFragment() {
    // Given
    byte[] packet = Capture.read("v3-ipv4").packet();
    packet[6] = 0x40;

    // When // Then
    assertThat(IpHeader.decodeIpv4(packet)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x4c, another version",
    "4, 0x01, a payload beyond the packet",
    "5, 0x07, a payload without room for a message",
    "6, 0x3a, another next header",
  })
  @Rfc({"A1", "A10"})
  void whatIsNoWholeIpv6VrrpPacketIsRefused(int offset, String octet, String what) {
    // Given
    byte[] packet = Capture.read("v3-ipv6").packet();
    packet[offset] = Integer.decode(octet).byteValue();

    // When // Then
    assertThat(IpHeader.decodeIpv6(packet)).as(what).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3-ipv4", "v3-ipv6"})
  @Rfc("A10")
  void everyPacketThatWasCutIsRefused(String name) {
    // Given
    byte[] packet = Capture.read(name).packet();

    for (int length = 0; length < packet.length; length++) {
      byte[] cut = Arrays.copyOf(packet, length);

      // When // Then
      assertThat(IpHeader.decodeIpv4(cut)).isEmpty();
      assertThat(IpHeader.decodeIpv6(cut)).isEmpty();
    }
  }

  @Test
  void familiesAreNotMixed() {
    // When // Then
    assertThatThrownBy(() -> IpHeader.encode(SOURCE, AdvertisementCodec.GROUP_IPV6, 1, new byte[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different families");
  }
}
