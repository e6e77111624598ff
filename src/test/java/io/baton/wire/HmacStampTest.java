package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HmacStampTest {

  private static final Instant NOW = Instant.parse("2026-11-24T07:38:39.561Z");
  private static final Duration WINDOW = Duration.ofSeconds(5);

  @Test
  void aStampIsSecondsAndParts() {
    // When // Then: what the first captured advertisement carries
    assertThat(HmacStamp.at(Instant.ofEpochSecond(0x6b03ed7fL, 560_990_000)))
        .isEqualTo(0x6b03_ed7f_8f9d_0000L);
    assertThat(HmacStamp.at(Instant.ofEpochSecond(1, 999_999_999))).isEqualTo(0x1_ffff_0000L);
  }

  @Test
  void stampsFollowTheClock() {
    // Given
    long last = HmacStamp.at(NOW);

    // When // Then
    assertThat(HmacStamp.next(last, NOW.plusMillis(10), WINDOW))
        .isEqualTo(HmacStamp.at(NOW.plusMillis(10)));
  }

  @Test
  void stampsGrowWhileTheClockStandsStillOrWasSetBackALittle() {
    // Given
    long last = HmacStamp.at(NOW);

    // When // Then
    assertThat(HmacStamp.next(last, NOW, WINDOW)).isEqualTo(last + 1);
    assertThat(HmacStamp.next(last, NOW.minusSeconds(5), WINDOW)).isEqualTo(last + 1);
  }

  @Test
  void aClockSetBackByMoreThanTheWindowWins() {
    // Given
    var back = NOW.minusSeconds(6);

    // When // Then
    assertThat(HmacStamp.next(HmacStamp.at(NOW), back, WINDOW)).isEqualTo(HmacStamp.at(back));
  }

  @Test
  void withoutAWindowStampsNeverGoBack() {
    // Given
    long last = HmacStamp.at(NOW);

    // When // Then
    assertThat(HmacStamp.next(last, NOW.minusSeconds(3600), Duration.ZERO)).isEqualTo(last + 1);
  }

  @Test
  void theSecondsMayWrap() {
    // Given
    var before = Instant.ofEpochSecond(0xffff_ffffL);
    var after = before.plusSeconds(2);

    // When // Then
    assertThat(HmacStamp.isAfter(HmacStamp.at(after), HmacStamp.at(before))).isTrue();
    assertThat(HmacStamp.secondsBetween(HmacStamp.at(before), HmacStamp.at(after))).isEqualTo(2);
    assertThat(HmacStamp.next(HmacStamp.at(before), after, WINDOW)).isEqualTo(HmacStamp.at(after));
  }
}
