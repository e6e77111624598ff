package io.baton.track;

/// Turns the results of single runs into a verdict, as keepalived does (vrrp_scheduler.c): `fall`
/// failures in a row make it bad, `rise` successes in a row make it good again, and the very first
/// result decides alone unless the script counts as failed until it has succeeded. Immutable, pure.
///
/// ```
///  0 ... rise-1 | rise ... rise+fall-1
///      bad      |        good
/// ```
///
/// @param counter 0 to rise + fall - 1, which is more than an int can hold
/// @param isKnown whether there is a verdict yet
public record ScriptResultMachine(int rise, int fall, long counter, boolean isKnown) {

  public ScriptResultMachine {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException("rise and fall are 1 or more: " + rise + ", " + fall);
    }
    if (counter < 0 || counter >= (long) rise + fall) {
      throw new IllegalArgumentException("a counter out of range: " + counter);
    }
  }

  /// Before the first run.
  ///
  /// @param initFail whether it is bad until it has succeeded
  public static ScriptResultMachine initial(int rise, int fall, boolean initFail) {
    return new ScriptResultMachine(rise, fall, initFail ? 0 : rise - 1L, initFail);
  }

  /// After one more run.
  public ScriptResultMachine after(boolean success) {
    return new ScriptResultMachine(rise, fall, success ? afterSuccess() : afterFailure(), true);
  }

  public Verdict verdict() {
    if (!isKnown) {
      return Verdict.PENDING;
    }
    return counter >= rise ? Verdict.GOOD : Verdict.BAD;
  }

  private long afterSuccess() {
    return counter < rise - 1L ? counter + 1 : (long) rise + fall - 1;
  }

  private long afterFailure() {
    return counter > rise ? counter - 1 : 0;
  }

  /// What is known of the thing watched.
  public enum Verdict {
    /// No run has ended yet.
    PENDING,
    GOOD,
    BAD
  }
}
