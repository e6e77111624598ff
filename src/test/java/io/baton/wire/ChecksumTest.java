package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChecksumTest {

  @Test
  @Rfc("C1")
  void theExampleOfRfc1071() {
    // Given
    byte[] octets = HexFormat.of().parseHex("0001f203f4f5f6f7");

    // When
    int checksum = Checksum.of(Checksum.sum(octets, 0, octets.length));

    // Then
    assertThat(checksum).isEqualTo(0xffff - 0xddf2);
  }

  @Test
  void anOddLastOctetIsTheHighHalfOfAWord() {
    // Given
    byte[] octets = {0x12, 0x34, (byte) 0xab};

    // When // Then
    assertThat(Checksum.sum(octets, 0, 3)).isEqualTo(0x1234 + 0xab00);
  }

  @Test
  void carriesAreAddedUntilNoneIsLeft() {
    // Given
    int sum = 0x1_ffff;

    // When // Then
    assertThat(Checksum.of(sum)).isEqualTo(0xfffe);
    assertThat(Checksum.isValid(sum + 0xfffe)).isTrue();
    assertThat(Checksum.isValid(sum + 0xfffd)).isFalse();
  }
}
