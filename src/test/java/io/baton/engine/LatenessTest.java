package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.keepalived.KeepalivedReader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatenessTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Lateness lateness = new Lateness();

  @BeforeEach
  void followTwoInstances() {
    lateness.follow(config("1", "0.5"));
  }

  @Test
  void aTenthOfTheShortestDownIntervalIsNotWorthALine() {
    // Given
    // When
    var line = lateness.judge(150 * MILLI, 0);

    // Then
    assertThat(line).isEmpty();
  }

  @Test
  void moreIsToldOnceAMinuteWithTheCountOfThoseLeftOut() {
    // Given
    // When
    var first = lateness.judge(151 * MILLI, 0);
    var second = lateness.judge(400 * MILLI, SECOND);
    var third = lateness.judge(400 * MILLI, 59 * SECOND);
    var fourth = lateness.judge(500 * MILLI, 60 * SECOND);

    // Then
    assertThat(first).hasValueSatisfying(line -> assertThat(line).contains("151 ms", "PT1.5S"));
    assertThat(second).isEmpty();
    assertThat(third).isEmpty();
    assertThat(fourth).hasValueSatisfying(line -> assertThat(line).contains("500 ms", "(2 more"));
  }

  @Test
  void withoutInstancesNothingIsLate() {
    // Given
    lateness.follow(BatonConfig.EMPTY);

    // When
    var line = lateness.judge(Long.MAX_VALUE / 20, 0);

    // Then
    assertThat(line).isEmpty();
  }

  private static BatonConfig config(String... intervals) {
    var text = new StringBuilder();
    for (int i = 0; i < intervals.length; i++) {
      text.append(
          """
          vrrp_instance VI_%1$d {
            version 3
            interface eth0
            virtual_router_id 5%1$d
            advert_int %2$s
            virtual_ipaddress {
              10.5.0.4%1$d/24
            }
          }
          """
              .formatted(i, intervals[i]));
    }
    return KeepalivedReader.read("keepalived.conf", text.toString()).config();
  }
}
