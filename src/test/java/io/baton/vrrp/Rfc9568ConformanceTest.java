package io.baton.vrrp;

import static io.baton.vrrp.Routers.GREATER;
import static io.baton.vrrp.Routers.NOW;
import static io.baton.vrrp.Routers.OWN;
import static io.baton.vrrp.Routers.SMALLER;
import static io.baton.vrrp.Routers.active;
import static io.baton.vrrp.Routers.advert;
import static io.baton.vrrp.Routers.backup;
import static io.baton.vrrp.Routers.following;
import static io.baton.vrrp.Routers.seconds;
import static io.baton.vrrp.Routers.v3;
import static io.baton.vrrp.Routers.withAnswers;
import static io.baton.vrrp.Routers.withInterval;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.RouterAction.AnnounceAddresses;
import io.baton.vrrp.RouterAction.InstallAddresses;
import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
import io.baton.vrrp.RouterAction.SendAdvertisement;
import io.baton.vrrp.RouterInput.Shutdown;
import io.baton.vrrp.RouterInput.Startup;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The state machine of RFC 9568 section 6.4, statement by statement. What Baton adds is in
/// `VirtualRouterTest`.
class Rfc9568ConformanceTest {

  private static final SendAdvertisement OWN_ADVERT = new SendAdvertisement(new Priority(100));
  private static final SendAdvertisement RESIGNATION = new SendAdvertisement(Priority.RESIGN);

  // ---- Initialize ----

  @Test
  @Rfc({"E1", "F5"})
  void addressOwnerIsActiveAtOnce() {
    // When
    var step = VirtualRouter.step(v3(255), Initialize.STOPPED, new Startup(), NOW);

    // Then
    assertThat(step.state()).isInstanceOf(Active.class);
    assertThat(step.actions())
        .startsWith(
            new SendAdvertisement(Priority.OWNER),
            new InstallAddresses(),
            new AnnounceAddresses(5));
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(NOW + seconds(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 3.99609375", "100, 3.609375", "254, 3.0078125"})
  @Rfc({"E2", "D3", "D5"})
  void everybodyElseListensFirstAtItsOwnInterval(int priority, double down) {
    // When
    var step = VirtualRouter.step(v3(priority), Initialize.STOPPED, new Startup(), NOW);

    // Then
    assertThat(step.state()).isEqualTo(backup(NOW + seconds(down)));
    assertThat(step.actions()).doesNotHaveAnyElementsOfTypes(SendAdvertisement.class);
  }

  // ---- Backup ----

  @Test
  @Rfc("E4")
  void backupShutsDownWithoutAWord() {
    // When
    var step = VirtualRouter.step(v3(100), backup(NOW + 1), new Shutdown(), NOW);

    // Then
    assertThat(step.state()).isEqualTo(Initialize.STOPPED);
    assertThat(step.actions()).hasOnlyElementsOfType(Report.class);
  }

  @Test
  @Rfc({"E5", "F5"})
  void backupTakesOverWhenItsTimerExpires() {
    // When
    var step = VirtualRouter.step(v3(100), backup(NOW), new TimerFired(), NOW);

    // Then
    assertThat(((Active) step.state()).adverAtNanos()).isEqualTo(NOW + seconds(1));
    assertThat(step.actions())
        .startsWith(OWN_ADVERT, new InstallAddresses(), new AnnounceAddresses(5));
  }

  @Test
  @Rfc("E5")
  void backupDoesNotTakeOverANanosecondEarlier() {
    // Given
    var state = backup(NOW + 1);

    // When
    var step = VirtualRouter.step(v3(100), state, new TimerFired(), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(state, List.of()));
  }

  @Test
  @Rfc("E6")
  void backupWaitsOnlySkewTimeWhenTheActiveRouterResigns() {
    // Given
    var state = following(GREATER, 150, NOW - seconds(1), NOW + seconds(2));

    // When
    var step = VirtualRouter.step(v3(100), state, advert(GREATER, 0, 100), NOW);

    // Then
    var heard = new Peer(GREATER, Priority.RESIGN, NOW);
    assertThat(step)
        .isEqualTo(
            new Step(new Backup(NOW + 609_375_000, 100, RouterState.NEVER, heard), List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 255})
  @Rfc({"E7", "D4"})
  void backupFollowsARouterThatIsNotWorseAndLearnsItsInterval(int priority) {
    // When
    var step = VirtualRouter.step(v3(100), backup(NOW + 1), advert(SMALLER, priority, 200), NOW);

    // Then
    long skew = 156 * seconds(2) / 256;
    var peer = new Peer(SMALLER, new Priority(priority), NOW);
    assertThat(step)
        .isEqualTo(
            new Step(new Backup(NOW + seconds(6) + skew, 200, RouterState.NEVER, peer), List.of()));
  }

  @Test
  @Rfc("E7")
  void backupFollowsAWorseRouterWhenItMayNotPreempt() {
    // Given
    var settings = v3(100).withPreemptMode(false);

    // When
    var step = VirtualRouter.step(settings, backup(NOW + 1), advert(GREATER, 1, 100), NOW);

    // Then
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(NOW + seconds(3.609375));
  }

  @Test
  @Rfc("E8")
  void backupIgnoresAWorseRouterWhenItMayPreempt() {
    // Given
    var state = backup(NOW + 1);

    // When
    var step = VirtualRouter.step(v3(100), state, advert(GREATER, 99, 200), NOW);

    // Then
    var next = (Backup) step.state();
    assertThat(next.activeDownAtNanos()).isEqualTo(NOW + 1);
    assertThat(next.activeAdverIntervalCs()).isEqualTo(100);
    assertThat(step.actions()).isEmpty();
  }

  @Test
  @Rfc("E10")
  void theOwnerPreemptsEvenWithPreemptionOff() {
    // Given
    var owner = v3(255).withPreemptMode(false);

    // When
    var step = VirtualRouter.step(owner, backup(NOW + 1), advert(GREATER, 254, 100), NOW);

    // Then
    assertThat(step.state().nextDeadlineNanos()).isEqualTo(NOW + 1);
  }

  // ---- Active ----

  @Test
  @Rfc({"E14", "B5"})
  void activeResignsWhenItShutsDown() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), new Shutdown(), NOW);

    // Then
    assertThat(step.state()).isEqualTo(Initialize.STOPPED);
    assertThat(step.actions()).startsWith(RESIGNATION, new RemoveAddresses()).hasSize(3);
  }

  @Test
  @Rfc({"E15", "D9"})
  void activeAdvertisesOnTheBeatHoweverLateItIs() {
    // Given
    long late = seconds(0.25);

    // When
    var step = VirtualRouter.step(v3(100), active(NOW), new TimerFired(), NOW + late);

    // Then
    assertThat(step).isEqualTo(new Step(active(NOW + seconds(1)), List.of(OWN_ADVERT)));
  }

  @Test
  @Rfc("E15")
  void activeIsSilentBeforeItsTimer() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), new TimerFired(), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(active(NOW + 1), List.of()));
  }

  @Test
  @Rfc("D9")
  void aMissedBeatIsNotMadeUpForByABurst() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW), new TimerFired(), NOW + seconds(1.5));

    // Then
    assertThat(step).isEqualTo(new Step(active(NOW + seconds(2)), List.of(OWN_ADVERT)));
  }

  @Test
  @Rfc("E16")
  void activeAnswersAResignationAndBeginsANewBeat() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), advert(GREATER, 0, 100), NOW);

    // Then
    assertThat(step).isEqualTo(new Step(active(NOW + seconds(1)), List.of(OWN_ADVERT)));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 101", "10.0.0.1, 255", "10.0.0.200, 100"})
  @Rfc({"E17", "D4"})
  void activeYieldsToABetterRouter(String source, int priority) {
    // Given
    var better = InetAddress.ofLiteral(source);

    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), advert(better, priority, 200), NOW);

    // Then
    long skew = 156 * seconds(2) / 256;
    var peer = new Peer(better, new Priority(priority), NOW);
    assertThat(step.state())
        .isEqualTo(new Backup(NOW + seconds(6) + skew, 200, RouterState.NEVER, peer));
    assertThat(step.actions()).startsWith(new RemoveAddresses()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.200, 99", "10.0.0.1, 100"})
  @Rfc({"E17", "E18"})
  void activeAssertsItselfAgainstAWorseRouter(String source, int priority) {
    // Given
    var worse = InetAddress.ofLiteral(source);

    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), advert(worse, priority, 100), NOW);

    // Then
    assertThat(((Active) step.state()).adverAtNanos()).isEqualTo(NOW + 1);
    assertThat(step.actions()).startsWith(OWN_ADVERT);
  }

  @Test
  @Rfc("E18")
  void theAnswerToAWorseRouterCanBeSwitchedOff() {
    // Given
    var settings = withAnswers(v3(100), false, false);

    // When
    var step = VirtualRouter.step(settings, active(NOW + 1), advert(GREATER, 99, 100), NOW);

    // Then
    assertThat(step.actions()).doesNotHaveAnyElementsOfTypes(SendAdvertisement.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 99, 100, 101, 255})
  @Rfc("E19")
  void ownAdvertisementsThatComeBackAreIgnored(int priority) {
    // Given
    var looped = advert(OWN, priority, 100);

    for (RouterState state : List.of(active(NOW + 1), backup(NOW + 1))) {
      // When
      var step = VirtualRouter.step(v3(100), state, looped, NOW);

      // Then
      assertThat(step).isEqualTo(new Step(state, List.of()));
    }
  }

  @Test
  @Rfc({"E14", "F8"})
  void theResignationComesBeforeTheRemovalAndNothingBetween() {
    // When
    var step = VirtualRouter.step(v3(100), active(NOW + 1), new Shutdown(), NOW);

    // Then
    assertThat(step.actions().subList(0, 2)).containsExactly(RESIGNATION, new RemoveAddresses());
  }

  @Test
  @Rfc("D9")
  void aHundredBeatsDoNotDrift() {
    // Given
    var settings = withInterval(v3(100), 1);
    RouterState state = active(NOW);

    // When
    for (int beat = 0; beat < 100; beat++) {
      long late = beat * 31_337L % 9_000_000;
      state =
          VirtualRouter.step(settings, state, new TimerFired(), state.nextDeadlineNanos() + late)
              .state();
    }

    // Then
    assertThat(state.nextDeadlineNanos()).isEqualTo(NOW + seconds(1));
  }
}
