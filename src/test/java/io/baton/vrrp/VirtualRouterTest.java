package io.baton.vrrp;

import static io.baton.vrrp.RouterState.NEVER;
import static io.baton.vrrp.Routers.GREATER;
import static io.baton.vrrp.Routers.NOW;
import static io.baton.vrrp.Routers.SMALLER;
import static io.baton.vrrp.Routers.active;
import static io.baton.vrrp.Routers.advert;
import static io.baton.vrrp.Routers.backup;
import static io.baton.vrrp.Routers.following;
import static io.baton.vrrp.Routers.seconds;
import static io.baton.vrrp.Routers.v2;
import static io.baton.vrrp.Routers.v3;
import static io.baton.vrrp.Routers.withAnswers;
import static io.baton.vrrp.Routers.withInterval;
import static io.baton.vrrp.Routers.withPreemptDelay;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
import io.baton.vrrp.RouterAction.SendAdvertisement;
import io.baton.vrrp.RouterInput.SettingsChanged;
import io.baton.vrrp.RouterInput.Shutdown;
import io.baton.vrrp.RouterInput.Startup;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the RFC leaves open: settings that change, delays, processes that were stopped, and
/// reasons. Faults are in `FaultTest`, announcements in `AnnouncementTest`.
class VirtualRouterTest {

  // ---- starting ----

  @Test
  void aBackupFirstRemovesWhatAnEarlierProcessLeft() {
    // When
    var step = VirtualRouter.step(v3(100), Initialize.STOPPED, new Startup(), NOW);

    // Then
    assertThat(step.actions())
        .containsExactly(
            new RemoveAddresses(),
            report(ReportedState.STOP, ReportedState.BACKUP, new Reason.Started()));
  }

  @Test
  void startingTwiceChangesNothing() {
    for (RouterState state : List.of(backup(NOW + 1), active(NOW + 1))) {
      // When
      var step = VirtualRouter.step(v3(100), state, new Startup(), NOW);

      // Then
      assertThat(step).isEqualTo(new Step(state, List.of()));
    }
  }

  // ---- settings that change ----

  @Test
  @Rfc("D8")
  void aNewPriorityMovesTheRunningTimerByTheDifferenceOfSkews() {
    // Given
    var state = following(GREATER, 150, NOW - seconds(1), NOW + seconds(2));

    // When
    var step = VirtualRouter.step(v3(228), state, new SettingsChanged(v3(100)), NOW);

    // Then
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(NOW + seconds(1.5));
    assertThat(step.actions()).isEmpty();
  }

  @Test
  @Rfc("D5")
  void aNewIntervalCountsInBackupUntilOneIsLearned() {
    // Given
    var settings = withInterval(v3(100), 200);

    // When
    var alone =
        VirtualRouter.step(settings, backup(NOW + seconds(2)), new SettingsChanged(v3(100)), NOW);
    var follower = following(GREATER, 150, NOW, NOW + seconds(2));
    var led = VirtualRouter.step(settings, follower, new SettingsChanged(v3(100)), NOW);

    // Then
    assertThat(((Backup) alone.state()).activeAdverIntervalCs()).isEqualTo(200);
    assertThat(alone.state().nextDeadlineNanos()).isEqualTo(NOW + seconds(2 + 3.609375));
    assertThat(led.state()).isEqualTo(follower);
  }

  @Test
  @Rfc("D3")
  void version2AlwaysTimesByItsOwnInterval() {
    // Given
    var state = following(GREATER, 150, NOW, NOW + seconds(2));

    // When
    var step =
        VirtualRouter.step(withInterval(v2(100), 200), state, new SettingsChanged(v2(100)), NOW);

    // Then
    assertThat(((Backup) step.state()).activeAdverIntervalCs()).isEqualTo(200);
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(NOW + seconds(2 + 3));
  }

  @Test
  void aMuchShorterIntervalDoesNotLookLikeAProcessThatSlept() {
    // Given
    var slow = withInterval(v3(100), 1000);
    var quick = withInterval(v3(100), 10);
    var state = new Backup(NOW + seconds(5), 1000, NEVER, null);

    // When
    var changed = VirtualRouter.step(quick, state, new SettingsChanged(slow), NOW).state();
    var step = VirtualRouter.step(quick, changed, new TimerFired(), NOW + 1000);

    // Then
    assertThat(changed.nextDeadlineNanos()).isEqualTo(NOW);
    assertThat(step.state()).isInstanceOf(Active.class);
  }

  @Test
  void aShorterIntervalHurriesTheNextAdvertisement() {
    // Given
    var quick = withInterval(v3(100), 10);

    // When
    var step =
        VirtualRouter.step(quick, active(NOW + seconds(0.9)), new SettingsChanged(v3(100)), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(active(NOW + seconds(0.1)), List.of()));
  }

  // ---- preemption ----

  @Test
  void aPreemptDelayToleratesAWorseRouterForAWhile() {
    // Given
    var settings = withPreemptDelay(v3(100), seconds(10));
    var worse = advert(GREATER, 50, 100);

    // When
    var first = VirtualRouter.step(settings, backup(NOW + 1), worse, NOW).state();
    var later = VirtualRouter.step(settings, first, worse, NOW + seconds(9)).state();
    var after = VirtualRouter.step(settings, later, worse, NOW + seconds(10)).state();

    // Then
    assertThat(first.nextDeadlineNanos()).isEqualTo(NOW + seconds(3.609375));
    assertThat(later.nextDeadlineNanos()).isEqualTo(NOW + seconds(12.609375));
    assertThat(after.nextDeadlineNanos()).isEqualTo(NOW + seconds(12.609375));
  }

  @Test
  void aPreemptDelayBeginsAgainAfterABetterRouterWasHeard() {
    // Given
    var settings = withPreemptDelay(v3(100), seconds(10));
    var state = new Backup(NOW + 1, 100, NOW - 1, new Peer(GREATER, new Priority(50), NOW - 1));

    // When
    var better = VirtualRouter.step(settings, state, advert(SMALLER, 150, 100), NOW).state();

    // Then
    assertThat(((Backup) better).preemptAtNanos()).isEqualTo(NEVER);
  }

  @Test
  void aShorterPreemptDelayCountsAtOnce() {
    // Given
    var slow = withPreemptDelay(v3(100), seconds(300));
    var state =
        new Backup(NOW + 1, 100, NOW + seconds(299), new Peer(GREATER, new Priority(50), NOW));

    // When
    var shorter =
        VirtualRouter.step(
            withPreemptDelay(v3(100), seconds(5)), state, new SettingsChanged(slow), NOW);
    var none = VirtualRouter.step(v3(100), state, new SettingsChanged(slow), NOW);

    // Then
    assertThat(((Backup) shorter.state()).preemptAtNanos()).isEqualTo(NOW + seconds(5));
    assertThat(((Backup) none.state()).preemptAtNanos()).isEqualTo(NEVER);
  }

  @Test
  void oneMoreAdvertisementBeforeYieldingCanBeAskedFor() {
    // Given
    var settings = withAnswers(v3(100), true, true);

    // When
    var step = VirtualRouter.step(settings, active(NOW + 1), advert(SMALLER, 101, 100), NOW);

    // Then
    assertThat(step.actions())
        .startsWith(new SendAdvertisement(new Priority(100)), new RemoveAddresses());
  }

  // ---- processes that were stopped ----

  @Test
  @Rfc("H4")
  void anActiveRouterThatSleptGivesUpBeforeAnythingElse() {
    // Given
    long late = seconds(2) + 1;

    // When
    var step = VirtualRouter.step(v3(100), active(NOW), new TimerFired(), NOW + late);

    // Then
    assertThat(step.state()).isEqualTo(backup(NOW + late + seconds(3.609375)));
    assertThat(step.actions())
        .containsExactly(
            new RemoveAddresses(),
            report(ReportedState.MASTER, ReportedState.BACKUP, new Reason.WokeLate(late)));
  }

  @Test
  void anActiveRouterThatWasLateButNotTooLateGoesOn() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW), new TimerFired(), NOW + seconds(2));

    // Then
    assertThat(step.state()).isInstanceOf(Active.class);
  }

  @Test
  void anActiveRouterThatSleptDoesNotResignForAnother() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW), new Shutdown(), NOW + seconds(60));

    // Then
    assertThat(step.state()).isEqualTo(Initialize.STOPPED);
    assertThat(step.actions())
        .startsWith(new RemoveAddresses())
        .doesNotHaveAnyElementsOfTypes(SendAdvertisement.class);
  }

  @Test
  void settingsThatChangeForARouterThatSleptCountOnce() {
    // Given
    long now = NOW + seconds(60);

    // When
    var step = VirtualRouter.step(v3(228), active(NOW), new SettingsChanged(v3(100)), now);

    // Then
    assertThat(step.state()).isEqualTo(backup(now + seconds(3.109375)));
  }

  @Test
  void aBackupThatSleptListensForSkewTimeFirst() {
    // Given
    long now = NOW + seconds(1) + 1;

    // When
    var step = VirtualRouter.step(v3(100), backup(NOW), new TimerFired(), now);

    // Then
    var excused = new Backup(now + 609_375_000, 100, NEVER, null, Backup.Phase.EXCUSED);
    assertThat(step).isEqualTo(new Step(excused, List.of()));
  }

  // ---- reasons ----

  @Test
  void silenceIsMeasuredFromTheLastAdvertisement() {
    // Given
    var state = following(GREATER, 150, NOW - seconds(3.609375), NOW);

    // When // Then
    assertThat(takeover(state))
        .isEqualTo(
            new Reason.ActiveDownTimerExpired(
                new Peer(GREATER, new Priority(150), NOW - seconds(3.609375)), seconds(3.609375)));
  }

  @Test
  void aResignationIsTheReasonOfTheTakeoverThatFollows() {
    // Given
    var state = following(GREATER, 0, NOW - 609_375_000, NOW);

    // When // Then
    assertThat(takeover(state)).isInstanceOf(Reason.PeerResigned.class);
  }

  @Test
  void takingOverFromALiveWorseRouterIsPreemption() {
    // Given
    var state = following(GREATER, 99, NOW - seconds(0.5), NOW);

    // When // Then
    assertThat(takeover(state))
        .isEqualTo(
            new Reason.Preempting(
                new Peer(GREATER, new Priority(99), NOW - seconds(0.5)), new Priority(100)));
  }

  private static Reason takeover(Backup state) {
    var step = VirtualRouter.step(v3(100), state, new TimerFired(), NOW);
    return ((Report) step.actions().getLast()).transition().reason();
  }

  private static Report report(ReportedState from, ReportedState to, Reason reason) {
    return new Report(new Transition(from, to, reason));
  }

  @Test
  void aBackupThatIsAlwaysLateTakesOverAllTheSame() {
    // Given
    var late = Timers.centiseconds(100) + 1;
    var state = backup(NOW);

    // When
    var first = VirtualRouter.step(v3(100), state, new TimerFired(), NOW + late);
    long again = first.state().nextDeadlineNanos();
    var second = VirtualRouter.step(v3(100), first.state(), new TimerFired(), again + late);

    // Then
    assertThat(first.actions()).isEmpty();
    assertThat(again).isEqualTo(NOW + late + seconds(0.609375));
    assertThat(second.state()).isInstanceOf(Active.class);
  }
}
