package io.baton.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestRateTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstIsLetThroughAndThenAsManyAsTheRateSays() {
    // Given
    var rate = new RequestRate(2, 5);

    // Then
    for (int i = 0; i < 5; i++) {
      assertThat(rate.allows("10.0.0.1", SECOND)).isTrue();
    }
    assertThat(rate.allows("10.0.0.1", SECOND)).isFalse();
    assertThat(rate.allows("10.0.0.2", SECOND)).as("everybody has a rate of his own").isTrue();
    assertThat(rate.allows("10.0.0.1", 2 * SECOND)).isTrue();
    assertThat(rate.allows("10.0.0.1", 2 * SECOND)).isTrue();
    assertThat(rate.allows("10.0.0.1", 2 * SECOND)).isFalse();
  }
}
