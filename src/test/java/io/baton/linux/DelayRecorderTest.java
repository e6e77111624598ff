package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.LoopDelay;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayRecorderTest {

  private final DelayRecorder recorder = new DelayRecorder();

  @Test
  void withoutTimersAllIsZero() {
    // Given
    // When
    var delay = recorder.snapshot();

    // Then
    assertThat(delay.count()).isZero();
    assertThat(delay.quantileNanos(0.99)).isZero();
  }

  @Test
  void aQuantileIsNeverTooLowAndAtMostAQuarterTooHigh() {
    // Given
    var random = new Random(7);
    var delays = random.longs(10_000, 0, 1L << 40).map(d -> d >>> random.nextInt(40)).toArray();

    // When
    for (long delay : delays) {
      recorder.record(delay);
    }

    // Then
    Arrays.sort(delays);
    var snapshot = recorder.snapshot();
    assertThat(snapshot.count()).isEqualTo(10_000);
    assertThat(snapshot.maxNanos()).isEqualTo(delays[9_999]);
    for (int percent = 1; percent < 100; percent++) {
      long exact = delays[percent * 100 - 1];
      assertThat(snapshot.quantileNanos(percent / 100.0)).isBetween(exact, exact * 5 / 4 + 1);
    }
  }

  @Test
  void extremesHaveABucketToo() {
    // Given
    recorder.record(Long.MAX_VALUE);
    recorder.record(-1);

    // When
    var delay = recorder.snapshot();

    // Then
    assertThat(delay.count()).isEqualTo(2);
    assertThat(delay.buckets())
        .extracting(LoopDelay.Bucket::upToNanos)
        .contains(1L, Long.MAX_VALUE);
    assertThat(delay.quantileNanos(1)).isEqualTo(Long.MAX_VALUE);
  }
}
