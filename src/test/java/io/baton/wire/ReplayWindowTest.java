package io.baton.wire;

import static io.baton.wire.ReplayWindow.Freshness.FRESH;
import static io.baton.wire.ReplayWindow.Freshness.REPLAYED;
import static io.baton.wire.ReplayWindow.Freshness.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

  private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.11");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.12");
  private static final Instant NOW = Instant.parse("2026-11-24T07:38:39.25Z");
  private static final long STAMP = HmacStamp.at(NOW);

  private final ReplayWindow time = ReplayWindow.time(Duration.ofSeconds(5));
  private final ReplayWindow monotonic = ReplayWindow.monotonic();

  @Test
  void aRepetitionIsToldFromTheOriginalAndTheNext() {
    // When // Then
    assertThat(time.judge(PEER, STAMP, NOW)).isEqualTo(FRESH);
    assertThat(time.judge(PEER, STAMP, NOW)).isEqualTo(REPLAYED);
    assertThat(time.judge(PEER, STAMP - 1, NOW)).isEqualTo(REPLAYED);
    assertThat(time.judge(PEER, STAMP + 1, NOW)).isEqualTo(FRESH);
  }

  @Test
  void peersDoNotMeddleWithEachOther() {
    // Given
    assertThat(time.judge(PEER, STAMP, NOW)).isEqualTo(FRESH);

    // When // Then
    assertThat(time.judge(OTHER, STAMP - 1, NOW)).isEqualTo(FRESH);
    assertThat(time.judge(PEER, STAMP, NOW)).isEqualTo(REPLAYED);
  }

  @Test
  void theWindowReachesBothWaysToItsLastSecond() {
    // When // Then
    assertThat(time.judge(PEER, HmacStamp.at(NOW.minusSeconds(6)), NOW)).isEqualTo(STALE);
    assertThat(time.judge(PEER, HmacStamp.at(NOW.minusSeconds(5)), NOW)).isEqualTo(FRESH);
    assertThat(time.judge(PEER, HmacStamp.at(NOW.plusSeconds(5)), NOW)).isEqualTo(FRESH);
    assertThat(time.judge(PEER, HmacStamp.at(NOW.plusSeconds(6)), NOW)).isEqualTo(STALE);
  }

  @Test
  void aStaleStampIsNotRemembered() {
    // Given
    assertThat(time.judge(PEER, HmacStamp.at(NOW.plusSeconds(6)), NOW)).isEqualTo(STALE);

    // When // Then
    assertThat(time.judge(PEER, STAMP, NOW)).isEqualTo(FRESH);
  }

  @Test
  void aPeerIsNotLockedOutWhenTheClocksAreSetBack() {
    // Given
    assertThat(time.judge(PEER, STAMP, NOW)).isEqualTo(FRESH);

    // When
    var back = NOW.minusSeconds(3600);

    // Then
    assertThat(time.judge(PEER, HmacStamp.at(back), back)).isEqualTo(FRESH);
    assertThat(time.judge(PEER, HmacStamp.at(back), back)).isEqualTo(REPLAYED);
  }

  @Test
  void monotonicKnowsNoClock() {
    // When // Then
    assertThat(monotonic.judge(PEER, 5, NOW)).isEqualTo(FRESH);
    assertThat(monotonic.judge(PEER, 6, NOW)).isEqualTo(FRESH);
    assertThat(monotonic.judge(PEER, 6, NOW.plusSeconds(9999))).isEqualTo(REPLAYED);
    assertThat(monotonic.judge(PEER, STAMP, Instant.EPOCH)).isEqualTo(FRESH);
    assertThat(monotonic.judge(PEER, 7, Instant.EPOCH)).isEqualTo(REPLAYED);
  }

  @Test
  void stampsMayWrap() {
    // When // Then
    assertThat(monotonic.judge(PEER, -1, NOW)).isEqualTo(FRESH);
    assertThat(monotonic.judge(PEER, 0, NOW)).isEqualTo(FRESH);
    assertThat(monotonic.judge(PEER, -1, NOW)).isEqualTo(REPLAYED);
  }

  @Test
  void theSilentPeersAreForgottenFirst() {
    // Given
    assertThat(monotonic.judge(PEER, 5, NOW)).isEqualTo(FRESH);
    assertThat(monotonic.judge(OTHER, 5, NOW)).isEqualTo(FRESH);
    assertThat(monotonic.judge(PEER, 6, NOW)).isEqualTo(FRESH);

    // When
    for (int i = 0; i < 63; i++) {
      var crowd = InetAddress.ofLiteral("10.0.0." + i);
      assertThat(monotonic.judge(crowd, 5, NOW)).isEqualTo(FRESH);
    }

    // Then
    assertThat(monotonic.judge(PEER, 6, NOW)).isEqualTo(REPLAYED);
    assertThat(monotonic.judge(OTHER, 5, NOW)).isEqualTo(FRESH);
  }

  @Test
  void aWindowHasAtLeastASecond() {
    // When // Then
    assertThatThrownBy(() -> ReplayWindow.time(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
