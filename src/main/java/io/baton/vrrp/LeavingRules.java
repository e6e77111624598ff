package io.baton.vrrp;

import static io.baton.vrrp.VirtualRouter.report;

import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.SendAdvertisement;
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
import io.baton.vrrp.RouterState.Initialize;
import io.baton.vrrp.RouterState.Leaving;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Hand-over without a gap. A router that resigns by somebody's will says so by priority 0 at once,
/// as RFC 9568 section 6.4.3 asks, and then stays reachable until its successor is: a backup waits
/// its skew time before it takes over, and clients would be without a router for that long.
///
/// ```
/// resigning router   priority 0 ........... answers ............ | removes its addresses
/// successor                      skew time | advertisement, addresses, announcements
///                                          |<--- LINGER_NANOS -->|
/// ```
///
/// Nobody takes over within `Timers.handOver` when nobody is there; then the addresses go all the
/// same. A successor's first advertisement leaves before it has its addresses, and clients turn to
/// it when it announces them, so the addresses stay for the moment which that takes.
final class LeavingRules {

  /// From a successor's first advertisement to its announcements, and as much again: keepalived
  /// needs 2 ms for one address and 28 ms for a thousand.
  static final long LINGER_NANOS = 30_000_000L;

  private LeavingRules() {}

  /// Resigns.
  ///
  /// @param next where it goes
  static Step leave(
      RouterSettings settings, Active state, RouterState next, Reason reason, long now) {
    var resignation = new SendAdvertisement(Priority.RESIGN);
    if (settings.handsOver()) {
      long until = now + Timers.handOver(settings);
      return new Step(new Leaving(until, false, next, reason), List.of(resignation));
    }
    return new Step(next, List.of(resignation, new RemoveAddresses(), report(state, next, reason)));
  }

  static Step inLeaving(RouterSettings settings, Leaving state, RouterInput input, long now) {
    if (now >= state.untilNanos() || !settings.handsOver()) {
      return end(settings, state, input, now);
    }
    return switch (input) {
      case TimerFired _,
          Startup _,
          OperatorResigned _,
          AnnounceAsked _,
          GroupAgreed _,
          GroupYielded _ ->
          Step.stay(state);
      case AdvertReceived(Advertisement advert, InetAddress source) ->
          heard(settings, state, advert, source, input, now);
      case SettingsChanged _ -> Step.stay(state.then(after(settings, state, input, now)));
      case Shutdown _ -> Step.stay(stopping(state));
      case FaultRaised(Fault fault, String evidence) when fault.isWanted() ->
          Step.stay(
              new Leaving(
                  state.untilNanos(),
                  state.successorHeard(),
                  after(settings, state, input, now),
                  new Reason.Faulted(fault, evidence)));
      case FaultRaised _, FaultCleared _ -> end(settings, state, input, now);
    };
  }

  /// Who advertises now is Active: only the resigned router itself was.
  private static Step heard(
      RouterSettings settings,
      Leaving state,
      Advertisement advert,
      InetAddress source,
      RouterInput input,
      long now) {
    if (source.equals(settings.primaryAddress()) || advert.priority().isResign()) {
      return Step.stay(state);
    }
    long soon = now + LINGER_NANOS;
    long until = state.successorHeard() ? state.untilNanos() : Math.min(state.untilNanos(), soon);
    var next = after(settings, state, input, now);
    return Step.stay(new Leaving(until, true, next, state.reason()));
  }

  private static Leaving stopping(Leaving state) {
    var faults = state.next() instanceof Initialize next ? next.faults() : Initialize.NONE;
    var next = new Initialize(false, faults);
    return new Leaving(state.untilNanos(), state.successorHeard(), next, new Reason.Stopped());
  }

  /// What comes after it, when that has taken note of an input.
  private static RouterState after(
      RouterSettings settings, Leaving state, RouterInput input, long now) {
    return VirtualRouter.step(settings, state.next(), input, now).state();
  }

  private static Step end(RouterSettings settings, Leaving state, RouterInput input, long now) {
    var actions = new ArrayList<RouterAction>();
    actions.add(new RemoveAddresses());
    actions.add(report(state, state.next(), state.reason()));
    var then = VirtualRouter.step(settings, state.next(), input, now);
    actions.addAll(then.actions());
    return new Step(then.state(), actions);
  }
}
