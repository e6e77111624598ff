package io.baton.vrrp;

import static io.baton.vrrp.ActiveRules.becomeActive;
import static io.baton.vrrp.ActiveRules.giveUpFirst;
import static io.baton.vrrp.ActiveRules.inActive;
import static io.baton.vrrp.ActiveRules.overslept;
import static io.baton.vrrp.BackupRules.inBackup;
import static io.baton.vrrp.LeavingRules.inLeaving;
import static io.baton.vrrp.RouterState.NEVER;

import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
import io.baton.vrrp.RouterInput.AdvertReceived;
import io.baton.vrrp.RouterInput.AnnounceAsked;
import io.baton.vrrp.RouterInput.FaultCleared;
import io.baton.vrrp.RouterInput.FaultRaised;
import io.baton.vrrp.RouterInput.GroupAgreed;
import io.baton.vrrp.RouterInput.GroupYielded;
import io.baton.vrrp.RouterInput.OperatorResigned;
import io.baton.vrrp.RouterInput.SettingsChanged;
import io.baton.vrrp.RouterInput.Shutdown;
import io.baton.vrrp.RouterInput.Startup;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import io.baton.vrrp.RouterState.Leaving;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state machine of RFC 9568 section 6.4 and RFC 3768 section 6.4: a total function that never
/// reads a clock. Every election rule is here, in `BackupRules`, `ActiveRules` and `LeavingRules`,
/// and nowhere else.
public final class VirtualRouter {

  private VirtualRouter() {}

  /// What the router does about one input.
  ///
  /// @param nowNanos the monotonic clock, read once for this input
  public static Step step(
      RouterSettings settings, RouterState state, RouterInput input, long nowNanos) {
    return switch (state) {
      case Initialize s -> inInitialize(settings, s, input, nowNanos);
      case Backup s -> inBackup(settings, s, input, nowNanos);
      case Active s when overslept(settings, s, nowNanos) ->
          giveUpFirst(settings, s, input, nowNanos);
      case Active s -> inActive(settings, s, input, nowNanos);
      case Leaving s -> inLeaving(settings, s, input, nowNanos);
    };
  }

  // ---- Initialize, RFC 9568 section 6.4.1 ----

  private static Step inInitialize(
      RouterSettings settings, Initialize state, RouterInput input, long now) {
    return switch (input) {
      case Startup _ when state.started() -> Step.stay(state);
      case Startup(boolean resumes) -> startup(settings, state, resumes, now);
      case Shutdown _ when state.started() ->
          letGo(state, new Initialize(false, state.faults()), new Reason.Stopped());
      case FaultRaised(Fault fault, String evidence) -> faultRaised(state, fault, evidence);
      case FaultCleared(Fault fault) -> faultCleared(settings, state, fault, now);
      case TimerFired _ when now >= state.resumableUntilNanos() ->
          letGo(state, new Initialize(state.started(), state.faults()), started());
      case Shutdown _,
          TimerFired _,
          AdvertReceived _,
          SettingsChanged _,
          OperatorResigned _,
          AnnounceAsked _,
          GroupAgreed _,
          GroupYielded _ ->
          Step.stay(state);
    };
  }

  /// Who still holds the addresses and only waits for a first answer of its checks waits half an
  /// interval with them.
  private static Step startup(
      RouterSettings settings, Initialize state, boolean resumes, long now) {
    if (state.faults().isEmpty()) {
      return resumes
          ? becomeActive(settings, state, new Reason.Resumed(), now)
          : begin(settings, state, started(), now);
    }
    if (resumes && state.faults().stream().noneMatch(Fault::isReported)) {
      long until = now + settings.advertIntervalNanos() / 2;
      return reported(state, new Initialize(true, state.faults(), until), started());
    }
    return letGo(state, new Initialize(true, state.faults()), whyNotYet(state.faults()));
  }

  /// Whatever is left from before goes.
  private static Step letGo(RouterState from, Initialize to, Reason reason) {
    var actions = new ArrayList<RouterAction>(2);
    actions.add(new RemoveAddresses());
    actions.addAll(reported(from, to, reason).actions());
    return new Step(to, actions);
  }

  private static Step faultRaised(Initialize state, Fault fault, String evidence) {
    Set<Fault> faults = with(state.faults(), fault);
    var reason = new Reason.Faulted(fault, evidence);
    if (state.isHolding() && fault.isReported()) {
      return letGo(state, new Initialize(state.started(), faults), reason);
    }
    var next = new Initialize(state.started(), faults, state.resumableUntilNanos());
    return reported(state, next, reason);
  }

  private static Step faultCleared(
      RouterSettings settings, Initialize state, Fault fault, long now) {
    Set<Fault> left = without(state.faults(), fault);
    if (left.size() == state.faults().size()) {
      return Step.stay(state);
    }
    var reason = fault.isReported() ? new Reason.FaultsCleared(fault) : started();
    if (state.started() && left.isEmpty()) {
      return state.isHolding() && now < state.resumableUntilNanos()
          ? becomeActive(settings, state, new Reason.Resumed(), now)
          : begin(settings, state, reason, now);
    }
    var next = new Initialize(state.started(), left, state.resumableUntilNanos());
    return reported(state, next, reason);
  }

  /// An address owner is Active at once, everybody else listens first.
  private static Step begin(RouterSettings settings, RouterState from, Reason reason, long now) {
    if (settings.priority().isOwner()) {
      return becomeActive(settings, from, new Reason.AddressOwner(), now);
    }
    var next = listening(settings, now);
    return new Step(next, List.of(new RemoveAddresses(), report(from, next, reason)));
  }

  static Backup listening(RouterSettings settings, long now) {
    int interval = settings.maxAdvertiseIntervalCs();
    long down = Timers.activeDownInterval(settings, interval);
    return new Backup(now + down, interval, NEVER, null);
  }

  private static Reason whyNotYet(Set<Fault> faults) {
    return faults.stream()
        .filter(Fault::isReported)
        .min(Comparator.comparing(Fault::kind).thenComparing(Fault::subject))
        .<Reason>map(fault -> new Reason.Faulted(fault, ""))
        .orElseGet(VirtualRouter::started);
  }

  private static Reason started() {
    return new Reason.Started();
  }

  // ---- shared ----

  static Step reported(RouterState from, RouterState to, Reason reason) {
    boolean same = ReportedState.of(from) == ReportedState.of(to);
    return same ? Step.stay(to) : new Step(to, List.of(report(from, to, reason)));
  }

  static Report report(RouterState from, RouterState to, Reason reason) {
    return new Report(new Transition(ReportedState.of(from), ReportedState.of(to), reason));
  }

  private static Set<Fault> with(Set<Fault> faults, Fault fault) {
    var all = new HashSet<>(faults);
    all.add(fault);
    return all;
  }

  private static Set<Fault> without(Set<Fault> faults, @Nullable Fault fault) {
    var left = new HashSet<>(faults);
    left.remove(fault);
    return left;
  }
}
