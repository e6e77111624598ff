package io.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Tracking.Check;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackingTest {

  private static final TrackerKey SCRIPT = TrackerKey.script("check");
  private static final TrackerKey FILE = new TrackerKey(TrackerKey.Kind.FILE, "load");
  private static final Priority BASE = new Priority(100);

  /// What keepalived 2.2.7 logs for the same settings, from 100.
  @ParameterizedTest
  @CsvSource({
    "15, false, 115, 100",
    "-30, false, 100, 70",
    "15, true, 85, 100",
    "-30, true, 100, 130",
    "253, false, 254, 100",
    "253, true, 1, 100",
    "0, true, 100, 100"
  })
  void aWeightMovesThePriorityAsKeepalivedMovesIt(
      int weight, boolean reverse, int well, int failed) {
    var checks = List.of(new Check(SCRIPT, weight, reverse));
    assertThat(effective(checks, true)).isEqualTo(well);
    assertThat(effective(checks, false)).isEqualTo(failed);
  }

  private static int effective(List<Check> checks, boolean good) {
    var results = Map.of(SCRIPT, new TrackerResult(SCRIPT, good, "exit code"));
    return Tracking.effective(BASE, checks, results).value();
  }

  @ParameterizedTest
  @CsvSource({"2, false, 5, 110", "2, true, 5, 90", "2, true, -3, 106", "-2, true, -3, 94"})
  void aFileCountsWithItsNumberTimesTheWeight(int weight, boolean reverse, int number, int sum) {
    var results = Map.of(FILE, new TrackerResult(FILE, true, number, "file"));
    var checks = List.of(new Check(FILE, weight, reverse));
    assertThat(Tracking.effective(BASE, checks, results).value()).isEqualTo(sum);
  }

  @Test
  void withoutAWeightReverseMakesSuccessTheFault() {
    var good = Map.of(SCRIPT, new TrackerResult(SCRIPT, true, "exit code 0"));
    var bad = Map.of(SCRIPT, new TrackerResult(SCRIPT, false, "exit code 1"));
    assertThat(new Check(SCRIPT, 0, false).fault(good)).isEmpty();
    assertThat(new Check(SCRIPT, 0, false).fault(bad)).isPresent();
    assertThat(new Check(SCRIPT, 0, true).fault(good)).isPresent();
    assertThat(new Check(SCRIPT, 0, true).fault(bad)).isEmpty();
    assertThat(new Check(SCRIPT, 7, true).fault(good)).isEmpty();
  }
}
