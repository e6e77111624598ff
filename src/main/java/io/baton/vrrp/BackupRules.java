package io.baton.vrrp;

import static io.baton.vrrp.ActiveRules.becomeActive;
import static io.baton.vrrp.RouterState.NEVER;
import static io.baton.vrrp.VirtualRouter.reported;

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
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Backup.Phase;
import io.baton.vrrp.RouterState.Initialize;
import java.net.InetAddress;
import java.util.Set;

/// Backup: RFC 9568 section 6.4.2.
final class BackupRules {

  private BackupRules() {}

  static Step inBackup(RouterSettings settings, Backup state, RouterInput input, long now) {
    return switch (input) {
      case Startup _, FaultCleared _, GroupYielded _, OperatorResigned _, AnnounceAsked _ ->
          Step.stay(state);
      case GroupAgreed _ -> groupAgreed(settings, state, now);
      case Shutdown _ -> reported(state, Initialize.STOPPED, new Reason.Stopped());
      case TimerFired _ -> activeDownTimer(settings, state, now);
      case AdvertReceived(Advertisement advert, InetAddress source) ->
          Step.stay(heardInBackup(settings, state, advert, source, now));
      case SettingsChanged(RouterSettings previous) ->
          Step.stay(retuned(previous, settings, state, now));
      case FaultRaised(Fault fault, String evidence) ->
          reported(state, new Initialize(true, Set.of(fault)), new Reason.Faulted(fault, evidence));
    };
  }

  /// A timer that fires later than a whole interval tells that this process did not run: what the
  /// Active router sent meanwhile is still in the socket, so it is given the skew time to be read.
  /// Once in one silence: a host that is always late must take over all the same.
  private static Step activeDownTimer(RouterSettings settings, Backup state, long now) {
    long late = now - state.activeDownAtNanos();
    if (late < 0 || state.phase() == Phase.WANTS_ACTIVE) {
      return Step.stay(state);
    }
    int interval = state.activeAdverIntervalCs();
    boolean fresh = state.phase() == Phase.LISTENING || state.phase() == Phase.RESIGNED;
    if (fresh && late > Timers.centiseconds(interval)) {
      long again = now + Math.max(1, Timers.skewTime(settings, interval));
      return Step.stay(
          new Backup(again, interval, state.preemptAtNanos(), state.lastHeard(), Phase.EXCUSED));
    }
    if (settings.grouped()) {
      return Step.stay(
          new Backup(
              state.activeDownAtNanos(),
              interval,
              state.preemptAtNanos(),
              state.lastHeard(),
              Phase.WANTS_ACTIVE));
    }
    return becomeActive(settings, state, takeoverReason(settings, state, now), now);
  }

  private static Step groupAgreed(RouterSettings settings, Backup state, long now) {
    return state.phase() == Phase.WANTS_ACTIVE
        ? becomeActive(settings, state, takeoverReason(settings, state, now), now)
        : Step.stay(state);
  }

  private static Reason takeoverReason(RouterSettings settings, Backup state, long now) {
    int interval = state.activeAdverIntervalCs();
    Peer peer = state.lastHeard();
    if (peer == null) {
      return new Reason.ActiveDownTimerExpired(null, Timers.activeDownInterval(settings, interval));
    }
    if (peer.priority().isResign()) {
      return new Reason.PeerResigned(peer);
    }
    long silent = now - peer.heardAtNanos();
    boolean alive = silent < settings.downTimerAdverts() * Timers.centiseconds(interval);
    return alive && peer.priority().compareTo(settings.priority()) < 0
        ? new Reason.Preempting(peer, settings.priority())
        : new Reason.ActiveDownTimerExpired(peer, silent);
  }

  private static Backup heardInBackup(
      RouterSettings settings, Backup state, Advertisement advert, InetAddress source, long now) {
    if (source.equals(settings.primaryAddress())) {
      return state;
    }
    var peer = new Peer(source, advert.priority(), now);
    if (advert.priority().isResign()) {
      int interval = state.activeAdverIntervalCs();
      long down = now + Timers.skewTime(settings, interval);
      return new Backup(down, interval, state.preemptAtNanos(), peer);
    }
    boolean lower = advert.priority().compareTo(settings.priority()) < 0;
    return lower && settings.preempts()
        ? heardLower(settings, state, advert, peer, now)
        : follow(settings, advert, peer, NEVER, now);
  }

  /// A lower priority advertisement is ignored, the timer runs on, unless a preempt delay asks to
  /// tolerate its sender for a while.
  private static Backup heardLower(
      RouterSettings settings, Backup state, Advertisement advert, Peer peer, long now) {
    if (state.phase() == Phase.RESIGNED) {
      var next = follow(settings, advert, peer, NEVER, now);
      return new Backup(
          next.activeDownAtNanos(), next.activeAdverIntervalCs(), NEVER, peer, Phase.RESIGNED);
    }
    long until = state.preemptAtNanos();
    if (until == NEVER && settings.preemptDelayNanos() > 0) {
      until = now + settings.preemptDelayNanos();
    }
    if (until != NEVER && now < until) {
      return follow(settings, advert, peer, until, now);
    }
    return new Backup(
        state.activeDownAtNanos(), state.activeAdverIntervalCs(), until, peer, state.phase());
  }

  static Backup follow(
      RouterSettings settings, Advertisement advert, Peer peer, long preemptAt, long now) {
    int interval = advert.maxAdvertiseIntervalCs();
    long down = Timers.activeDownInterval(settings, interval);
    return new Backup(now + down, interval, preemptAt, peer);
  }

  /// A change moves the running timer by the difference it makes, it does not restart it. It never
  /// moves it into the past, which would look as if this process had not run.
  private static Backup retuned(
      RouterSettings previous, RouterSettings settings, Backup state, long now) {
    int before = state.activeAdverIntervalCs();
    int after = learnsInterval(settings, state) ? before : settings.maxAdvertiseIntervalCs();
    long shift =
        Timers.activeDownInterval(settings, after) - Timers.activeDownInterval(previous, before);
    long earliest = Math.min(state.activeDownAtNanos(), now);
    long down = Math.max(state.activeDownAtNanos() + shift, earliest);
    long tolerated = toleratedUntil(settings, state, now);
    return new Backup(down, after, tolerated, state.lastHeard(), state.phase());
  }

  /// RFC 3768 section 6.1: version 2 times by its own interval, whatever it hears.
  private static boolean learnsInterval(RouterSettings settings, Backup state) {
    return settings.version() == VrrpVersion.V3 && state.lastHeard() != null;
  }

  /// A shorter preempt delay counts from now on, a longer one from the next time.
  private static long toleratedUntil(RouterSettings settings, Backup state, long now) {
    boolean tolerates = state.preemptAtNanos() != NEVER && settings.preemptDelayNanos() > 0;
    return tolerates ? Math.min(state.preemptAtNanos(), now + settings.preemptDelayNanos()) : NEVER;
  }
}
