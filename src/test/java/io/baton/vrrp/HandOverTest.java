package io.baton.vrrp;

import static io.baton.vrrp.Routers.GREATER;
import static io.baton.vrrp.Routers.NOW;
import static io.baton.vrrp.Routers.OWN;
import static io.baton.vrrp.Routers.active;
import static io.baton.vrrp.Routers.advert;
import static io.baton.vrrp.Routers.seconds;
import static io.baton.vrrp.Routers.v2;
import static io.baton.vrrp.Routers.v3;
import static io.baton.vrrp.Routers.withInterval;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
import io.baton.vrrp.RouterAction.SendAdvertisement;
import io.baton.vrrp.RouterInput.FaultCleared;
import io.baton.vrrp.RouterInput.FaultRaised;
import io.baton.vrrp.RouterInput.OperatorResigned;
import io.baton.vrrp.RouterInput.SettingsChanged;
import io.baton.vrrp.RouterInput.Shutdown;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import io.baton.vrrp.RouterState.Leaving;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A router that resigns by somebody's will answers until its successor does.
class HandOverTest {

  private static final RouterSettings SETTINGS = v3(100).withHandOver(true);
  private static final Fault DRAINED = new Fault(Fault.Kind.DRAINED, "VI_1");
  private static final Fault FAILED = new Fault(Fault.Kind.TRACKER_FAILED, "script check");
  private static final RouterState ACTIVE = active(NOW + seconds(0.5));
  private static final Reason STOPPED = new Reason.Stopped();
  private static final long BOUND = seconds(1.1);

  private static Step step(RouterState state, RouterInput input, double afterSeconds) {
    return VirtualRouter.step(SETTINGS, state, input, NOW + seconds(afterSeconds));
  }

  private static Leaving stopping() {
    return new Leaving(NOW + BOUND, false, Initialize.STOPPED, STOPPED);
  }

  private static RouterAction report(ReportedState to, Reason reason) {
    return new Report(new Transition(ReportedState.MASTER, to, reason));
  }

  @Test
  @Rfc("E14")
  void aStopIsToldAtOnceAndKeepsTheAddresses() {
    // When
    var step = step(ACTIVE, new Shutdown(), 0);

    // Then
    assertThat(step)
        .isEqualTo(new Step(stopping(), List.of(new SendAdvertisement(Priority.RESIGN))));
    assertThat(ReportedState.of(step.state())).isEqualTo(ReportedState.MASTER);
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(NOW + BOUND);
  }

  @Test
  void aDrainAndAnOperatorHandOverAndAFailureDoesNot() {
    // When
    var drained = step(ACTIVE, new FaultRaised(DRAINED, ""), 0);
    var resigned = step(ACTIVE, new OperatorResigned("alice", ""), 0);
    var failed = step(ACTIVE, new FaultRaised(FAILED, ""), 0);

    // Then
    assertThat(drained.state())
        .isEqualTo(
            new Leaving(
                NOW + BOUND,
                false,
                new Initialize(true, Set.of(DRAINED)),
                new Reason.Faulted(DRAINED, "")));
    assertThat(resigned.state()).isInstanceOf(Leaving.class);
    assertThat(resigned.actions()).containsExactly(new SendAdvertisement(Priority.RESIGN));
    assertThat(failed.state()).isEqualTo(new Initialize(true, Set.of(FAILED)));
    assertThat(failed.actions()).contains(new RemoveAddresses());
  }

  @Test
  void theAddressesGoAMomentAfterTheSuccessorIsHeard() {
    // Given
    double heardAt = 0.6;
    double goneAt = heardAt + LeavingRules.LINGER_NANOS / 1e9;

    // When
    var heard = step(stopping(), advert(GREATER, 50, 100), heardAt);
    var again = step(heard.state(), advert(GREATER, 50, 100), heardAt + 0.01);
    var early = step(again.state(), new TimerFired(), goneAt - 0.001);
    var gone = step(early.state(), new TimerFired(), goneAt);

    // Then
    assertThat(heard.actions()).isEmpty();
    assertThat(again.state()).isEqualTo(heard.state());
    assertThat(early).isEqualTo(Step.stay(heard.state()));
    assertThat(gone)
        .isEqualTo(
            new Step(
                Initialize.STOPPED,
                List.of(new RemoveAddresses(), report(ReportedState.STOP, STOPPED))));
  }

  @Test
  void theAddressesGoWhenNobodyTakesOver() {
    // When
    var early = step(stopping(), new TimerFired(), 1.09);
    var gone = step(stopping(), new TimerFired(), 1.1);

    // Then
    assertThat(early).isEqualTo(Step.stay(stopping()));
    assertThat(gone.state()).isEqualTo(Initialize.STOPPED);
    assertThat(gone.actions()).startsWith(new RemoveAddresses());
  }

  @Test
  void anotherThatResignsAndAnEchoAreNoSuccessors() {
    // When
    var resigned = step(stopping(), advert(GREATER, 0, 100), 0.1);
    var echo = step(stopping(), advert(OWN, 100, 100), 0.1);

    // Then
    assertThat(resigned).isEqualTo(Step.stay(stopping()));
    assertThat(echo).isEqualTo(Step.stay(stopping()));
  }

  @Test
  void whoResignedFollowsItsSuccessorAfterwards() {
    // Given
    var leaving = step(ACTIVE, new OperatorResigned("alice", ""), 0).state();

    // When
    var heard = step(leaving, advert(GREATER, 50, 100), 0.6).state();
    var after = step(heard, new TimerFired(), 0.7);

    // Then
    assertThat(after.state())
        .isInstanceOfSatisfying(
            Backup.class,
            backup -> {
              assertThat(backup.phase()).isEqualTo(Backup.Phase.RESIGNED);
              assertThat(backup.activeDownAtNanos()).isEqualTo(NOW + seconds(0.6 + 3.609375));
            });
    assertThat(after.actions())
        .containsExactly(
            new RemoveAddresses(),
            report(ReportedState.BACKUP, new Reason.OperatorOrder("alice", "")));
  }

  @Test
  void aStopDuringAHandOverEndsInAStop() {
    // Given
    var leaving = step(ACTIVE, new OperatorResigned("alice", ""), 0).state();

    // When
    var stopped = step(leaving, new Shutdown(), 0.2);

    // Then
    assertThat(stopped).isEqualTo(Step.stay(stopping()));
  }

  @Test
  void aFailureOrAnEndOfTheDrainEndsIt() {
    // Given
    var leaving = step(ACTIVE, new FaultRaised(DRAINED, ""), 0).state();

    // When
    var failed = step(leaving, new FaultRaised(FAILED, ""), 0.2);
    var undrained = step(leaving, new FaultCleared(DRAINED), 0.2);

    // Then
    assertThat(failed.state()).isEqualTo(new Initialize(true, Set.of(DRAINED, FAILED)));
    assertThat(failed.actions()).startsWith(new RemoveAddresses());
    assertThat(undrained.state()).isInstanceOf(Backup.class);
    assertThat(undrained.actions()).startsWith(new RemoveAddresses());
  }

  @Test
  void aSleepBeyondTheBoundEndsItBeforeAnythingElse() {
    // When
    var woken = step(stopping(), advert(GREATER, 50, 100), 30);

    // Then
    assertThat(woken.state()).isEqualTo(Initialize.STOPPED);
    assertThat(woken.actions()).startsWith(new RemoveAddresses());
  }

  @Test
  void switchedOffTheAddressesGoAtOnce() {
    // When
    var stop = VirtualRouter.step(v3(100), ACTIVE, new Shutdown(), NOW);
    var meanwhile =
        VirtualRouter.step(v3(100), stopping(), new SettingsChanged(SETTINGS), NOW + seconds(0.1));

    // Then
    assertThat(stop.state()).isEqualTo(Initialize.STOPPED);
    assertThat(stop.actions()).contains(new RemoveAddresses());
    assertThat(meanwhile.state()).isEqualTo(Initialize.STOPPED);
    assertThat(meanwhile.actions()).startsWith(new RemoveAddresses());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 900})
  void theBoundIsLongerThanAnySkew(int intervalCs) {
    // Given
    var version3 = withInterval(v3(1), intervalCs);

    // When // Then
    assertThat(Timers.handOver(version3) - Timers.skewTime(version3, intervalCs))
        .isGreaterThanOrEqualTo(50_000_000L);
    assertThat(Timers.handOver(withInterval(v2(1), 2000))).isEqualTo(seconds(1.1));
  }

  @Test
  void theBoundHasABound() {
    // When // Then
    assertThat(Timers.handOver(withInterval(v3(1), 4095))).isEqualTo(seconds(10));
  }
}
