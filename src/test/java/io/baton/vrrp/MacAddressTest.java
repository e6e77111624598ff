package io.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MacAddressTest {

  @Test
  void theVirtualAddressEndsWithFamilyAndVrid() {
    // When // Then
    assertThat(MacAddress.virtual(AddressFamily.IPV4, new Vrid(51)))
        .hasToString("00:00:5e:00:01:33");
    assertThat(MacAddress.virtual(AddressFamily.IPV6, new Vrid(255)))
        .hasToString("00:00:5e:00:02:ff");
  }

  @Test
  void octetsAndNumberAreTheSameAddress() {
    // Given
    var address = new MacAddress(0xfe80_0102_83ffL);

    // When // Then
    assertThat(MacAddress.of(address.octets())).isEqualTo(address);
    assertThat(address).hasToString("fe:80:01:02:83:ff");
  }

  @Test
  void anythingButSixOctetsIsRefused() {
    // When // Then
    assertThatThrownBy(() -> MacAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(IllegalArgumentException.class);
  }
}
