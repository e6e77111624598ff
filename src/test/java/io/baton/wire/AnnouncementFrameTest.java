package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.Vrid;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Gratuitous ARP and unsolicited neighbor advertisements, against keepalived's.
class AnnouncementFrameTest {

  private static final MacAddress MAC = new MacAddress(0x0200_0000_0001L);

  @Test
  @Rfc("F1")
  void gratuitousArpIsKeepalivesOctetForOctet() {
    // When
    byte[] frame = GratuitousArp.frame(MAC, InetAddress.ofLiteral("192.0.2.101"));

    // Then
    assertThat(frame).isEqualTo(Capture.read("garp").frame());
  }

  @Test
  @Rfc("F1")
  void gratuitousArpOfAVirtualMacComesFromIt() {
    // Given
    var virtual = MacAddress.virtual(AddressFamily.IPV4, new Vrid(61));

    // When
    byte[] frame = GratuitousArp.frame(virtual, InetAddress.ofLiteral("192.0.2.109"));

    // Then
    assertThat(frame).isEqualTo(Capture.read("garp-vmac").frame());
  }

  @ParameterizedTest
  @CsvSource({"na-link-local, fe80::100", "na-global, 2001:db8::100"})
  @Rfc("F2")
  void neighborAdvertisementIsKeepalivesOctetForOctet(String name, String virtual) {
    // When
    byte[] frame = NeighborAdvertisement.frame(MAC, InetAddress.ofLiteral(virtual), false);

    // Then
    assertThat(frame).isEqualTo(Capture.read(name).frame());
  }

  @Test
  @Rfc("F2")
  void aRouterSaysSoAndTheChecksumFollows() {
    // Given
    var virtual = InetAddress.ofLiteral("fe80::100");
    byte[] host = NeighborAdvertisement.frame(MAC, virtual, false);

    // When
    byte[] router = NeighborAdvertisement.frame(MAC, virtual, true);

    // Then
    assertThat(router[58] & 0xff).isEqualTo((host[58] & 0xff) | 0x80);
    assertThat(isSummedRight(host, virtual)).isTrue();
    assertThat(isSummedRight(router, virtual)).isTrue();
    assertThat(router).isNotEqualTo(host);
  }

  @Test
  void eachKindKnowsItsFamily() {
    // Given
    var ipv4 = InetAddress.ofLiteral("192.0.2.101");
    var ipv6 = InetAddress.ofLiteral("fe80::100");

    // When // Then
    assertThatThrownBy(() -> GratuitousArp.frame(MAC, ipv6))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NeighborAdvertisement.frame(MAC, ipv4, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean isSummedRight(byte[] frame, InetAddress virtual) {
    var allNodes = InetAddress.ofLiteral("ff02::1");
    return Checksum.isValid(
        Checksum.sum(frame, 54, 32) + Checksum.pseudoHeader(virtual, allNodes, 58, 32));
  }
}
