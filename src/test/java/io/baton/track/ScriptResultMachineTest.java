package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.track.ScriptResultMachine.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptResultMachineTest {

  private static final int LONGEST = 10;

  @Test
  void everySequenceOfResultsGivesWhatCountingInARowGives() {
    for (int rise = 1; rise <= 4; rise++) {
      for (int fall = 1; fall <= 4; fall++) {
        for (boolean initFail : new boolean[] {false, true}) {
          for (int bits = 0; bits < 1 << LONGEST; bits++) {
            compare(rise, fall, initFail, bits);
          }
        }
      }
    }
  }

  @Test
  void theFirstResultDecidesAlone() {
    // Given
    var machine = ScriptResultMachine.initial(3, 3, false);

    // When / Then
    assertThat(machine.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(machine.after(true).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(machine.after(false).verdict()).isEqualTo(Verdict.BAD);
  }

  @Test
  void withInitFailItIsBadUntilItRose() {
    // Given
    var machine = ScriptResultMachine.initial(2, 1, true);

    // When / Then
    assertThat(machine.verdict()).isEqualTo(Verdict.BAD);
    assertThat(machine.after(true).verdict()).isEqualTo(Verdict.BAD);
    assertThat(machine.after(true).after(true).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(machine.after(true).after(false).after(true).verdict()).isEqualTo(Verdict.BAD);
  }

  @Test
  void theGreatestRiseAndFallDoNotOverflow() {
    // Given
    int most = Integer.MAX_VALUE;

    // When
    var machine = ScriptResultMachine.initial(most, most, false).after(true).after(false);

    // Then
    assertThat(machine.verdict()).isEqualTo(Verdict.GOOD);
    assertThat(machine.counter()).isEqualTo(2L * most - 2);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> ScriptResultMachine.initial(0, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScriptResultMachine.initial(1, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScriptResultMachine(2, 2, 4, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void compare(int rise, int fall, boolean initFail, int bits) {
    var machine = ScriptResultMachine.initial(rise, fall, initFail);
    var history = new ArrayList<Boolean>();
    Verdict expected = initFail ? Verdict.BAD : Verdict.PENDING;
    for (int i = 0; i < LONGEST; i++) {
      boolean success = (bits >> i & 1) == 1;
      machine = machine.after(success);
      history.add(success);
      expected = naive(expected, history, rise, fall);
      assertThat(machine.verdict())
          .as("rise %d, fall %d, initFail %s, %s", rise, fall, initFail, history)
          .isEqualTo(expected);
    }
  }

  private static Verdict naive(Verdict before, List<Boolean> history, int rise, int fall) {
    return switch (before) {
      case PENDING -> history.getFirst() ? Verdict.GOOD : Verdict.BAD;
      case GOOD -> endsWith(history, false, fall) ? Verdict.BAD : Verdict.GOOD;
      case BAD -> endsWith(history, true, rise) ? Verdict.GOOD : Verdict.BAD;
    };
  }

  private static boolean endsWith(List<Boolean> history, boolean value, int times) {
    return history.size() >= times
        && history
            .subList(history.size() - times, history.size())
            .equals(Collections.nCopies(times, value));
  }
}
