package io.baton.vrrp;

import static io.baton.vrrp.RouterState.NEVER;
import static io.baton.vrrp.Routers.GREATER;
import static io.baton.vrrp.Routers.NOW;
import static io.baton.vrrp.Routers.advert;
import static io.baton.vrrp.Routers.backup;
import static io.baton.vrrp.Routers.seconds;
import static io.baton.vrrp.Routers.v3;
import static io.baton.vrrp.Routers.withAnnouncements;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.RouterAction.AnnounceAddresses;
import io.baton.vrrp.RouterAction.AnnounceElsewhere;
import io.baton.vrrp.RouterInput.SettingsChanged;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When addresses are announced again: local policy, with keepalived's defaults.
class AnnouncementTest {

  @Test
  @Rfc("F3")
  void theFirstRoundsAreRepeatedOnceAfterTheDelay() {
    // Given
    var fresh = VirtualRouter.step(v3(100), backup(NOW), new TimerFired(), NOW).state();
    var state = new Active(NOW + seconds(6), ((Active) fresh).announceAtNanos(), 5);

    // When
    var early = VirtualRouter.step(v3(100), state, new TimerFired(), NOW + seconds(5) - 1);
    var step = VirtualRouter.step(v3(100), state, new TimerFired(), NOW + seconds(5));

    // Then
    assertThat(fresh).isEqualTo(new Active(NOW + seconds(1), NOW + seconds(5), 5));
    assertThat(early).isEqualTo(new Step(state, List.of()));
    assertThat(step)
        .isEqualTo(
            new Step(new Active(NOW + seconds(6), NEVER, 1), List.of(new AnnounceAddresses(5))));
  }

  @Test
  void refreshesComeEveryPeriod() {
    // Given
    var policy = new AnnouncePolicy(5, 0, seconds(60), 2, 0, 0, 0);
    var settings = withAnnouncements(v3(100), policy);
    var fresh = VirtualRouter.step(settings, backup(NOW), new TimerFired(), NOW).state();
    long due = NOW + seconds(60);

    // When
    var step = VirtualRouter.step(settings, new Active(due + 1, due, 2), new TimerFired(), due);

    // Then
    assertThat(fresh).isEqualTo(new Active(NOW + seconds(1), due, 2));
    assertThat(step)
        .isEqualTo(
            new Step(new Active(due + 1, due + seconds(60), 2), List.of(new AnnounceAddresses(2))));
  }

  @Test
  void anAdvertisementAndAnAnnouncementMayBeDueTogether() {
    // Given
    var state = new Active(NOW, NOW, 3);

    // When
    var step = VirtualRouter.step(v3(100), state, new TimerFired(), NOW);

    // Then
    assertThat(step.actions())
        .containsExactly(
            new RouterAction.SendAdvertisement(new Priority(100)), new AnnounceAddresses(3));
  }

  @Test
  void aWorseRouterHeardMakesTheAddressesKnownAgainNowAndLater() {
    // Given
    var policy = new AnnouncePolicy(5, 0, 0, 1, 3, seconds(4), 0);
    var state = new Active(NOW + 1, NEVER, 1);

    // When
    var step =
        VirtualRouter.step(
            withAnnouncements(v3(100), policy), state, advert(GREATER, 50, 100), NOW);

    // Then
    assertThat(step.state()).isEqualTo(new Active(NOW + 1, NOW + seconds(4), 3));
    assertThat(step.actions()).endsWith(new AnnounceAddresses(3));
  }

  @Test
  void aWorseRouterHeardAgainAndAgainDoesNotPutOffTheAnnouncement() {
    // Given
    var state = new Active(NOW + 1, NOW + seconds(2), 5);

    // When
    var step = VirtualRouter.step(v3(100), state, advert(GREATER, 50, 100), NOW);

    // Then
    assertThat(((Active) step.state()).announceAtNanos()).isEqualTo(NOW + seconds(2));
  }

  @Test
  void announcementsForAWorseRouterCanBeSwitchedOff() {
    // Given
    var policy = new AnnouncePolicy(5, 0, 0, 1, 0, 0, 0);
    var state = new Active(NOW + 1, NEVER, 1);

    // When
    var step =
        VirtualRouter.step(
            withAnnouncements(v3(100), policy), state, advert(GREATER, 50, 100), NOW);

    // Then
    assertThat(step.actions()).doesNotHaveAnyElementsOfTypes(AnnounceAddresses.class);
  }

  @Test
  void silentInterfacesAreShownToSwitchesEveryPeriod() {
    // Given
    var settings = withAnnouncements(v3(100), new AnnouncePolicy(5, 0, 0, 1, 0, 0, seconds(60)));
    var fresh = VirtualRouter.step(settings, backup(NOW), new TimerFired(), NOW).state();
    long due = NOW + seconds(60);

    // When
    var early =
        VirtualRouter.step(settings, new Active(due, NEVER, 1, due), new TimerFired(), due - 1);
    var step =
        VirtualRouter.step(settings, new Active(due + 1, NEVER, 1, due), new TimerFired(), due);

    // Then
    assertThat(fresh).isEqualTo(new Active(NOW + seconds(1), NEVER, 1, due));
    assertThat(early.actions()).isEmpty();
    assertThat(step)
        .isEqualTo(
            new Step(
                new Active(due + 1, NEVER, 1, due + seconds(60)),
                List.of(new AnnounceElsewhere())));
  }

  @Test
  void anotherPeriodForSilentInterfacesCountsFromNowOn() {
    // Given
    var sooner = withAnnouncements(v3(100), new AnnouncePolicy(5, 0, 0, 1, 0, 0, seconds(10)));
    var state = new Active(NOW + 1, NEVER, 1, NOW + seconds(60));

    // When
    var changed = VirtualRouter.step(sooner, state, new SettingsChanged(v3(100)), NOW);
    var off = VirtualRouter.step(v3(100), state, new SettingsChanged(sooner), NOW);

    // Then
    assertThat(((Active) changed.state()).elsewhereAtNanos()).isEqualTo(NOW + seconds(10));
    assertThat(((Active) off.state()).elsewhereAtNanos()).isEqualTo(NEVER);
  }
}
