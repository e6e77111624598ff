package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapRecorderTest {

  private static final long SECOND = 1_000_000_000L;

  private final GapRecorder recorder = new GapRecorder();

  private long count(double bound) {
    return recorder.snapshot().counts().get(Gaps.BOUNDS.indexOf(bound));
  }

  @Test
  void regularAdvertisementsAreWithinAHundredth() {
    // When
    for (int i = 0; i <= 10; i++) {
      recorder.record(i * SECOND, SECOND);
    }

    // Then
    assertThat(count(1.01)).isEqualTo(10);
    assertThat(recorder.snapshot().longestNanos()).isEqualTo(SECOND);
  }

  @Test
  void aMissedAdvertisementIsAGapOfTwoAndFiveMissedAreAboveAll() {
    // When
    recorder.record(0, SECOND);
    recorder.record(2 * SECOND, SECOND);
    recorder.record(8 * SECOND, SECOND);

    // Then
    assertThat(count(2.0)).isEqualTo(1);
    assertThat(recorder.snapshot().counts().getLast()).isEqualTo(1);
    assertThat(recorder.snapshot().longestNanos()).isEqualTo(6 * SECOND);
  }

  @Test
  void aPauseIsNoGap() {
    // When
    recorder.record(0, SECOND);
    recorder.pause();
    recorder.record(100 * SECOND, SECOND);

    // Then
    assertThat(recorder.snapshot().counts()).containsOnly(0L);
  }
}
