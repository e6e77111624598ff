package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacKeyTest {

  @Test
  void aKeyNeverShowsItsSecret() {
    // Given
    var key = HmacKey.ofHex(3, "ab".repeat(32));

    // When // Then
    assertThat(key).hasToString("key 3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 65})
  void aKeyHas32To64Octets(int octets) {
    // When // Then
    assertThatThrownBy(() -> new HmacKey(1, new byte[octets]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 to 64");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 256})
  void anIdIsAnOctetOtherThanZero(int id) {
    // When // Then
    assertThatThrownBy(() -> new HmacKey(id, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyKeepsACopy() {
    // Given
    var secret = new byte[32];
    var key = new HmacKey(1, secret);

    // When
    secret[0] = 1;

    // Then
    assertThat(key).isEqualTo(new HmacKey(1, new byte[32]));
    assertThat(key).isNotEqualTo(new HmacKey(1, secret)).isNotEqualTo(new HmacKey(2, new byte[32]));
  }
}
