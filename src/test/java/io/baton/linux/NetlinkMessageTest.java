package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.IpText;
import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {

  private static final byte[] TWO =
      new NetlinkRequest()
          .begin(NetlinkRequest.RTM_NEWADDR, 0, 1)
          .address(KernelSocket.AF_INET, 24, 0, 0, 7)
          .attribute(AddressRecord.IFA_LOCAL, (byte) 10, (byte) 5, (byte) 0, (byte) 1)
          .attribute(AddressRecord.IFA_PROTO, (byte) AddressRecord.MARK)
          .end()
          .begin(NetlinkRequest.RTM_DELADDR, 0, 2)
          .address(KernelSocket.AF_INET, 32, 0, 0, 8)
          .attribute(AddressRecord.IFA_ADDRESS, (byte) 10, (byte) 5, (byte) 0, (byte) 2)
          .end()
          .octets();

  @Test
  void messagesInOneAnswerAreToldApart() {
    // Given
    // When
    var messages = NetlinkMessage.parse(TWO, TWO.length);

    // Then
    assertThat(messages).extracting(NetlinkMessage::type).containsExactly(20, 21);
    var first = AddressRecord.of(messages.getFirst()).orElseThrow();
    assertThat(IpText.of(first.address())).isEqualTo("10.5.0.1");
    assertThat(first.ours()).isTrue();
    var second = AddressRecord.of(messages.getLast()).orElseThrow();
    assertThat(second.interfaceIndex()).isEqualTo(8);
    assertThat(second.ours()).isFalse();
  }

  @Test
  void anAnswerThatIsCutOffAnywhereIsReadUpToThere() {
    for (int length = 0; length < TWO.length; length++) {
      // Given
      byte[] cut = Arrays.copyOf(TWO, length);

      // When
      var messages = NetlinkMessage.parse(cut, length);

      // Then
      assertThat(messages).hasSizeLessThan(2);
    }
  }

  @Test
  void damagedMessagesNeverThrow() {
    // Given
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(112);
    var links = new KernelLinks();
    int read = 0;

    // When
    for (int i = 0; i < 50_000; i++) {
      byte[] damaged = TWO.clone();
      for (int k = random.nextInt(1, 6); k > 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      var messages = NetlinkMessage.parse(damaged, random.nextInt(damaged.length + 1));
      messages.forEach(links::apply);
      read += messages.size();
    }

    // Then
    assertThat(read).as("messages that still looked whole").isPositive();
  }
}
