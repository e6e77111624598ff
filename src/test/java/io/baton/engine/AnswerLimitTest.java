package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {

  private static final long MILLISECOND = 1_000_000;
  private static final long INTERVAL = 1_000 * MILLISECOND;

  private final AnswerLimit limit = new AnswerLimit();

  private boolean passes(int peer, long atMillis) {
    var address = InetAddress.ofLiteral("10.0.0." + peer);
    return limit.tryPass(new Peer(address, new Priority(50), atMillis * MILLISECOND), INTERVAL);
  }

  @Test
  void aPeerThatFloodsIsAnsweredOnceInATenthOfTheInterval() {
    // Given
    // When
    long answered = IntStream.range(0, 1000).filter(at -> passes(1, at)).count();

    // Then
    assertThat(answered).isEqualTo(10);
  }

  @Test
  void theFirstOfAnotherPeerIsAnsweredMeanwhile() {
    // Given
    assertThat(passes(1, 0)).isTrue();

    // When
    // Then
    assertThat(passes(2, 1)).isTrue();
    assertThat(passes(1, 1)).isFalse();
  }

  @Test
  void manyForgedSourcesTogetherAreBoundedToo() {
    // Given
    // When
    long answered = IntStream.range(0, 250).filter(peer -> passes(peer, 0)).count();

    // Then
    assertThat(answered).isEqualTo(8);
    assertThat(passes(251, 100)).isTrue();
  }
}
