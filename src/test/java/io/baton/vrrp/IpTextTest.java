package io.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {

  /// Examples of RFC 5952, sections 4 and 5 (dotted quads are never made).
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "FE80:0:0:0:0:0:0:0, fe80::",
    "2001:0db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "0:0:3:4:5:6:0:0, ::3:4:5:6:0:0"
  })
  void theLongestRunOfZerosIsShortened(String written, String shown) {
    assertThat(IpText.of(InetAddress.ofLiteral(written))).isEqualTo(shown);
  }

  @Test
  void aZoneIsNotPartOfTheAddress() throws UnknownHostException {
    byte[] octets = InetAddress.ofLiteral("fe80::7").getAddress();
    assertThat(IpText.of(Inet6Address.getByAddress(null, octets, 3))).isEqualTo("fe80::7");
  }

  @Test
  void everyTextIsReadAsTheSameAddress() throws UnknownHostException {
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] octets = new byte[16];
      for (int j = 0; j < 16; j++) {
        octets[j] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      InetAddress address = Inet6Address.getByAddress(null, octets, -1);
      assertThat(InetAddress.ofLiteral(IpText.of(address)).getAddress()).isEqualTo(octets);
    }
  }
}
