package io.baton.vrrp;

import static io.baton.vrrp.RouterState.NEVER;
import static io.baton.vrrp.Routers.GREATER;
import static io.baton.vrrp.Routers.OWN;
import static io.baton.vrrp.Routers.SMALLER;
import static io.baton.vrrp.Routers.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.vrrp.RouterInput.FaultCleared;
import io.baton.vrrp.RouterInput.FaultRaised;
import io.baton.vrrp.RouterInput.GroupAgreed;
import io.baton.vrrp.RouterInput.GroupYielded;
import io.baton.vrrp.RouterInput.SettingsChanged;
import io.baton.vrrp.RouterInput.Shutdown;
import io.baton.vrrp.RouterInput.Startup;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import io.baton.vrrp.RouterState.Leaving;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every state with every input at every moment that makes a difference, for every kind of
/// settings: the step is total and `StepRules` hold.
class VirtualRouterExhaustiveTest {

  private static final long NOW = -seconds(1000);
  private static final boolean[] BOTH = {false, true};
  private static final int[] PRIORITIES = {1, 99, 100, 101, 254, 255};
  private static final int[] HEARD = {0, 1, 99, 100, 101, 254, 255};

  private static final Fault FAILED = new Fault(Fault.Kind.TRACKER_FAILED, "check");
  private static final Fault PENDING = new Fault(Fault.Kind.TRACKER_PENDING, "check");

  private static final Fault DRAINED = new Fault(Fault.Kind.DRAINED, "VI_1");

  /// How long ago a deadline was, or before now how long it still is.
  private static final long[] LATE = {
    -seconds(5), -1, 0, 1, seconds(1), seconds(1) + 1, seconds(2), seconds(2) + 1, seconds(3600)
  };

  private static final AnnouncePolicy[] POLICIES = {
    AnnouncePolicy.DEFAULT,
    new AnnouncePolicy(1, 0, 0, 1, 0, 0, 0),
    new AnnouncePolicy(2, 0, seconds(10), 3, 2, 0, seconds(30))
  };

  @Test
  void everyStepIsTotalAndKeepsTheRules() {
    // Given
    var states = states();
    long steps = 0;

    for (RouterSettings settings : allSettings()) {
      var inputs = inputs(settings);
      for (RouterState state : states) {
        for (RouterInput input : inputs) {
          // When
          var step = VirtualRouter.step(settings, state, input, NOW);

          // Then
          new StepRules(settings, state, input, NOW, step).check();
          steps++;
        }
      }
    }
    assertThat(steps).isGreaterThan(1_000_000);
  }

  @Test
  void theRulesFindAddressesThatAreKept() {
    // Given
    var settings = Routers.v3(100);
    var yielding = Routers.advert(GREATER, 200, 100);
    var step = VirtualRouter.step(settings, Routers.active(NOW + 1), yielding, NOW);
    var kept = new Step(step.state(), step.actions().subList(1, step.actions().size()));

    // When
    var rules = new StepRules(settings, Routers.active(NOW + 1), yielding, NOW, kept);

    // Then
    assertThatThrownBy(rules::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("addresses are held if and only if the state holds them");
  }

  private static List<RouterSettings> allSettings() {
    var all = new ArrayList<RouterSettings>();
    for (VrrpVersion version : VrrpVersion.values()) {
      for (int priority : PRIORITIES) {
        for (AnnouncePolicy policy : POLICIES) {
          for (int flags = 0; flags < 64; flags++) {
            all.add(settings(version, new Priority(priority), policy, flags));
          }
        }
      }
    }
    return all;
  }

  private static RouterSettings settings(
      VrrpVersion version, Priority priority, AnnouncePolicy policy, int flags) {
    return new RouterSettings(
        version,
        Routers.VRID,
        priority,
        100,
        (flags & 1) == 0,
        (flags & 2) == 0 ? 0 : seconds(10),
        (flags & 4) == 0 ? 3 : 1,
        (flags & 8) == 0,
        (flags & 8) == 0,
        (flags & 16) != 0,
        (flags & 32) != 0,
        OWN,
        policy);
  }

  private static List<RouterState> states() {
    var states = new ArrayList<RouterState>();
    for (boolean started : BOTH) {
      states.add(new Initialize(started, Set.of(FAILED)));
      states.add(new Initialize(started, Set.of(PENDING)));
      states.add(new Initialize(started, Set.of(FAILED, PENDING)));
    }
    states.add(Initialize.STOPPED);
    for (long late : LATE) {
      states.add(new Backup(NOW - late, 100, NEVER, null));
      for (int heard : HEARD) {
        var peer = new Peer(GREATER, new Priority(heard), NOW - late - seconds(1));
        states.add(new Backup(NOW - late, 100, NEVER, peer));
        states.add(new Backup(NOW - late, 1000, NOW - 1, peer));
        states.add(new Backup(NOW - late, 100, NOW + seconds(1), peer));
        if (late >= 0) {
          states.add(new Backup(NOW - late, 100, NEVER, peer, Backup.Phase.WANTS_ACTIVE));
        }
      }
      for (boolean heard : BOTH) {
        var reason = new Reason.Stopped();
        states.add(new Leaving(NOW - late, heard, Initialize.STOPPED, reason));
        states.add(new Leaving(NOW - late, heard, new Initialize(true, Set.of(DRAINED)), reason));
        states.add(new Leaving(NOW - late, heard, resigned(NOW - late + seconds(2)), reason));
      }
      if (late >= -seconds(1)) {
        states.add(new Active(NOW - late, NEVER, 1));
        states.add(new Active(NOW - late, NOW - late, 5));
        states.add(new Active(NOW - late, NOW - late + seconds(3), 2, NOW - late));
      }
    }
    return states;
  }

  private static Backup resigned(long downAtNanos) {
    return new Backup(downAtNanos, 100, NEVER, null, Backup.Phase.RESIGNED);
  }

  private static List<RouterInput> inputs(RouterSettings settings) {
    var inputs = new ArrayList<RouterInput>();
    inputs.add(new Startup());
    inputs.add(new Startup(true));
    inputs.add(new GroupAgreed());
    inputs.add(new GroupYielded("VI_2"));
    inputs.add(new RouterInput.OperatorResigned("alice", "maintenance"));
    inputs.add(new RouterInput.AnnounceAsked());
    inputs.add(new Shutdown());
    inputs.add(new TimerFired());
    for (Fault fault : List.of(FAILED, PENDING, DRAINED)) {
      inputs.add(new FaultRaised(fault, "exit code 1"));
      inputs.add(new FaultCleared(fault));
    }
    for (int priority : HEARD) {
      for (InetAddress source : List.of(OWN, SMALLER, GREATER)) {
        inputs.add(Routers.advert(settings.version(), source, priority, 100));
        if (settings.version() == VrrpVersion.V3) {
          inputs.add(Routers.advert(source, priority, 4095));
        }
      }
    }
    for (int priority : PRIORITIES) {
      inputs.add(new SettingsChanged(settings.withPriority(new Priority(priority))));
    }
    inputs.add(new SettingsChanged(Routers.withInterval(settings, 1000)));
    inputs.add(new SettingsChanged(Routers.withInterval(settings, 4095)));
    return inputs;
  }
}
