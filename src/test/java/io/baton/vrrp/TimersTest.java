package io.baton.vrrp;

import static io.baton.vrrp.Routers.v2;
import static io.baton.vrrp.Routers.v3;
import static io.baton.vrrp.Routers.withInterval;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTest {

  @ParameterizedTest
  @CsvSource({"1, 996_093_750", "100, 609_375_000", "254, 7_812_500", "255, 3_906_250"})
  @Rfc({"D2", "D7"})
  void version3SkewIsAShareOfTheActiveRoutersInterval(int priority, String nanos) {
    // Given
    long expected = Long.parseLong(nanos.replace("_", ""));

    // When // Then
    assertThat(Timers.skewTime(v3(priority), 100)).isEqualTo(expected);
    assertThat(Timers.skewTime(v3(priority), 1)).isEqualTo(expected / 100);
    assertThat(Timers.skewTime(v3(priority), 4000)).isEqualTo(expected * 40);
  }

  @Test
  @Rfc("D1")
  void version2SkewIsAShareOfASecondWhateverTheInterval() {
    // When // Then
    assertThat(Timers.skewTime(v2(100), 100)).isEqualTo(609_375_000);
    assertThat(Timers.skewTime(v2(100), 25_500)).isEqualTo(609_375_000);
  }

  @ParameterizedTest
  @CsvSource({"1, 3_996_093_750", "100, 3_609_375_000", "254, 3_007_812_500"})
  @Rfc({"D3", "D7"})
  void downIntervalIsThreeIntervalsAndTheSkew(int priority, String nanos) {
    // When
    long down = Timers.activeDownInterval(v3(priority), 100);

    // Then
    assertThat(down).isEqualTo(Long.parseLong(nanos.replace("_", "")));
  }

  @Test
  @Rfc("D3")
  void version2DownIntervalTakesItsSkewFromASecond() {
    // When
    long down = Timers.activeDownInterval(withInterval(v2(100), 1000), 1000);

    // Then
    assertThat(down).isEqualTo(30_609_375_000L);
  }

  @Test
  @Rfc("D10")
  void oneCentisecondIsNotRounded() {
    // When
    long down = Timers.activeDownInterval(withInterval(v3(100), 1), 1);

    // Then
    assertThat(down).isEqualTo(36_093_750);
  }
}
