package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Addresses;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Priority;
import io.baton.vrrp.RouterAction;
import io.baton.vrrp.RouterInput;
import io.baton.vrrp.RouterInput.AdvertReceived;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.RouterState;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.Step;
import io.baton.vrrp.VirtualRouter;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That the simulation finds what it is for: each core here has one bug that real implementations
/// have had.
@ExtendWith(QuietEngine.class)
class PlantedFaultTest {

  private static final int SEEDS = 300;

  enum Plant implements EngineOptions.Core {
    /// Of two equal priorities nobody yields.
    NO_TIE_BREAK {
      @Override
      public Step step(RouterSettings settings, RouterState state, RouterInput input, long now) {
        boolean greater =
            state instanceof Active
                && input instanceof AdvertReceived(Advertisement advert, var source)
                && advert.priority().equals(settings.priority())
                && Addresses.compare(source, settings.primaryAddress()) > 0;
        return greater
            ? new Step(state, List.of())
            : VirtualRouter.step(settings, state, input, now);
      }
    },
    /// The skew is counted in whole intervals: takeovers come too late.
    SKEW_IN_INTERVALS {
      @Override
      public Step step(RouterSettings settings, RouterState state, RouterInput input, long now) {
        var step = VirtualRouter.step(settings, state, input, now);
        if (step.state() instanceof Backup next && !(state instanceof Backup)) {
          long interval = settings.maxAdvertiseIntervalCs() * 10_000_000L;
          return new Step(
              new Backup(
                  next.activeDownAtNanos() + 4 * interval,
                  next.activeAdverIntervalCs(),
                  next.preemptAtNanos(),
                  next.lastHeard()),
              step.actions());
        }
        return step;
      }
    },
    /// The addresses stay when the role goes.
    ADDRESSES_KEPT_ON_DEMOTION {
      @Override
      public Step step(RouterSettings settings, RouterState state, RouterInput input, long now) {
        var step = VirtualRouter.step(settings, state, input, now);
        if (!(state instanceof Active && step.state() instanceof Backup)) {
          return step;
        }
        return new Step(
            step.state(),
            step.actions().stream()
                .filter(a -> !(a instanceof RouterAction.RemoveAddresses))
                .toList());
      }
    },
    /// Centiseconds are taken for seconds, as holo's version 3 did.
    CENTISECONDS_READ_AS_SECONDS {
      @Override
      public Step step(RouterSettings settings, RouterState state, RouterInput input, long now) {
        var step = VirtualRouter.step(settings, state, input, now);
        if (step.state() instanceof Backup next && input instanceof AdvertReceived) {
          long wait = next.activeDownAtNanos() - now;
          return new Step(
              new Backup(
                  now + wait * 100,
                  next.activeAdverIntervalCs(),
                  next.preemptAtNanos(),
                  next.lastHeard()),
              step.actions());
        }
        return step;
      }
    },
    /// A better router is not yielded to.
    NEVER_YIELDS {
      @Override
      public Step step(RouterSettings settings, RouterState state, RouterInput input, long now) {
        boolean better =
            state instanceof Active
                && input instanceof AdvertReceived(Advertisement advert, _)
                && advert.priority().compareTo(settings.priority()) > 0;
        return better
            ? new Step(state, List.of())
            : VirtualRouter.step(settings, state, input, now);
      }
    },
    /// A router that leaves goes on as if it had not.
    STAYS_ACTIVE_AFTER_LEAVING {
      @Override
      public Step step(RouterSettings settings, RouterState state, RouterInput input, long now) {
        var step = VirtualRouter.step(settings, state, input, now);
        boolean resigns =
            step.actions().contains(new RouterAction.SendAdvertisement(Priority.RESIGN));
        return resigns ? new Step(state, step.actions()) : step;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSimulationFinds(Plant plant) {
    // Given
    int found = 0;

    // When
    for (long seed = 1; seed <= SEEDS && found == 0; seed++) {
      try {
        new SimulatedCluster(seed, plant).run();
      } catch (AssertionError e) {
        found++;
      }
    }

    // Then
    assertThat(found).as("clusters that show %s", plant).isPositive();
  }
}
