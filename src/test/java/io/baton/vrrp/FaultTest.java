package io.baton.vrrp;

import static io.baton.vrrp.Routers.NOW;
import static io.baton.vrrp.Routers.active;
import static io.baton.vrrp.Routers.backup;
import static io.baton.vrrp.Routers.seconds;
import static io.baton.vrrp.Routers.v3;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
import io.baton.vrrp.RouterAction.SendAdvertisement;
import io.baton.vrrp.RouterInput.FaultCleared;
import io.baton.vrrp.RouterInput.FaultRaised;
import io.baton.vrrp.RouterInput.Startup;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Initialize;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// FAULT is Initialize with faults.
class FaultTest {

  private static final Fault DOWN = new Fault(Fault.Kind.INTERFACE_DOWN, "eth0");
  private static final Fault SCRIPT = new Fault(Fault.Kind.TRACKER_FAILED, "check");
  private static final Fault PENDING = new Fault(Fault.Kind.TRACKER_PENDING, "check");

  @Test
  void anActiveRouterWithAFaultResignsAndLetsGo() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), raised(SCRIPT), NOW);

    // Then
    assertThat(step.state()).isEqualTo(new Initialize(true, Set.of(SCRIPT)));
    assertThat(step.actions())
        .containsExactly(
            new SendAdvertisement(Priority.RESIGN),
            new RemoveAddresses(),
            report(
                ReportedState.MASTER,
                ReportedState.FAULT,
                new Reason.Faulted(SCRIPT, "exit code 1")));
  }

  @Test
  void aBackupWithAFaultStopsListening() {
    // When
    var step = VirtualRouter.step(v3(100), backup(NOW + 1), raised(DOWN), NOW);

    // Then
    assertThat(step.state()).isEqualTo(new Initialize(true, Set.of(DOWN)));
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(RouterState.NEVER);
    assertThat(step.actions()).hasOnlyElementsOfType(Report.class).hasSize(1);
  }

  @Test
  void aSecondFaultIsKeptAndNotReportedAgain() {
    // Given
    var state = new Initialize(true, Set.of(DOWN));

    // When
    var step = VirtualRouter.step(v3(100), state, raised(SCRIPT), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(new Initialize(true, Set.of(DOWN, SCRIPT)), List.of()));
  }

  @Test
  void oneFaultOfTwoClearedIsNotEnough() {
    // Given
    var state = new Initialize(true, Set.of(DOWN, SCRIPT));

    // When
    var step = VirtualRouter.step(v3(100), state, new FaultCleared(DOWN), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(new Initialize(true, Set.of(SCRIPT)), List.of()));
  }

  @Test
  void withoutItsLastFaultARouterListensFirst() {
    // Given
    var state = new Initialize(true, Set.of(DOWN));

    // When
    var step = VirtualRouter.step(v3(100), state, new FaultCleared(DOWN), NOW);

    // Then
    assertThat(step.state()).isEqualTo(backup(NOW + seconds(3.609375)));
    assertThat(step.actions())
        .endsWith(
            report(ReportedState.FAULT, ReportedState.BACKUP, new Reason.FaultsCleared(DOWN)));
  }

  @Test
  void withoutItsLastFaultAnOwnerIsActiveAtOnce() {
    // Given
    var state = new Initialize(true, Set.of(DOWN));

    // When
    var step = VirtualRouter.step(v3(255), state, new FaultCleared(DOWN), NOW);

    // Then
    assertThat(step.state()).isInstanceOf(Active.class);
  }

  @Test
  void aFaultThatWasNotThereIsNoNews() {
    // Given
    var state = new Initialize(true, Set.of(DOWN));

    // When
    var step = VirtualRouter.step(v3(100), state, new FaultCleared(SCRIPT), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(state, List.of()));
  }

  @Test
  void faultsBeforeStartupAreRememberedAndKeepItFromStarting() {
    // Given
    var stopped = VirtualRouter.step(v3(255), Initialize.STOPPED, raised(DOWN), NOW).state();

    // When
    var step = VirtualRouter.step(v3(255), stopped, new Startup(), NOW);

    // Then
    assertThat(step.state()).isEqualTo(new Initialize(true, Set.of(DOWN)));
    assertThat(step.actions()).hasSize(2).first().isEqualTo(new RemoveAddresses());
    assertThat(step.actions().getLast()).isInstanceOf(Report.class);
  }

  @Test
  void ofSeveralFaultsAtStartupTheSameOneIsAlwaysNamed() {
    // Given
    var stopped = new Initialize(false, Set.of(SCRIPT, PENDING, DOWN));

    // When
    var step = VirtualRouter.step(v3(100), stopped, new Startup(), NOW);

    // Then
    assertThat(step.actions())
        .containsExactly(
            new RemoveAddresses(),
            report(ReportedState.STOP, ReportedState.FAULT, new Reason.Faulted(DOWN, "")));
  }

  @Test
  void aRouterThatStillHoldsItsAddressesResumesOnceItsChecksHaveAnswered() {
    // Given
    var pending = new Initialize(false, Set.of(PENDING));
    var waiting = VirtualRouter.step(v3(100), pending, new Startup(true), NOW);

    // When
    var answered =
        VirtualRouter.step(
            v3(100), waiting.state(), new RouterInput.FaultCleared(PENDING), NOW + 1);
    var late = VirtualRouter.step(v3(100), waiting.state(), new TimerFired(), NOW + seconds(0.5));

    // Then
    assertThat(waiting.actions()).doesNotContain(new RemoveAddresses());
    assertThat(answered.state()).isInstanceOf(RouterState.Active.class);
    assertThat(late.actions()).containsExactly(new RemoveAddresses());
    assertThat(late.state()).isEqualTo(new Initialize(true, Set.of(PENDING)));
  }

  @Test
  void waitingForAFirstCheckIsNotFault() {
    // Given
    var state = new Initialize(false, Set.of(PENDING));

    // When
    var waiting = VirtualRouter.step(v3(100), state, new Startup(), NOW).state();

    // Then
    assertThat(ReportedState.of(waiting)).isEqualTo(ReportedState.INIT);
  }

  @Test
  void aFaultedRouterIgnoresAnOldTimer() {
    // Given
    var state = new Initialize(true, Set.of(DOWN));

    // When
    var step = VirtualRouter.step(v3(100), state, new TimerFired(), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(state, List.of()));
  }

  private static FaultRaised raised(Fault fault) {
    return new FaultRaised(fault, "exit code 1");
  }

  private static Report report(ReportedState from, ReportedState to, Reason reason) {
    return new Report(new Transition(from, to, reason));
  }
}
