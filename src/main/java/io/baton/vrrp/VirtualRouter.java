package io.baton.vrrp;

import static io.baton.vrrp.RouterState.NEVER;

import io.baton.vrrp.RouterAction.AnnounceAddresses;
import io.baton.vrrp.RouterAction.InstallAddresses;
import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
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
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Backup.Phase;
import io.baton.vrrp.RouterState.Initialize;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state machine of RFC 9568 section 6.4 and RFC 3768 section 6.4: a total function that never
/// reads a clock. Every election rule is here and nowhere else.
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

  private static Backup listening(RouterSettings settings, long now) {
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

  // ---- Backup, RFC 9568 section 6.4.2 ----

  private static Step inBackup(RouterSettings settings, Backup state, RouterInput input, long now) {
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

  private static Backup follow(
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

  // ---- Active, RFC 9568 section 6.4.3 ----

  private static Step inActive(RouterSettings settings, Active state, RouterInput input, long now) {
    return switch (input) {
      case Startup _, FaultCleared _, GroupAgreed _ -> Step.stay(state);
      case OperatorResigned(String actor, String why) ->
          resignOnce(settings, state, new Reason.OperatorOrder(actor, why), now);
      case AnnounceAsked _ ->
          new Step(state, List.of(new AnnounceAddresses(settings.announce().rounds())));
      case GroupYielded(String member) -> yieldWithGroup(settings, state, member, now);
      case Shutdown _ -> resign(state, Initialize.STOPPED, new Reason.Stopped());
      case TimerFired _ -> activeTimer(settings, state, now);
      case AdvertReceived(Advertisement advert, InetAddress source) ->
          heardInActive(settings, state, advert, source, now);
      case SettingsChanged _ -> Step.stay(hurried(settings, state, now));
      case FaultRaised(Fault fault, String evidence) ->
          resign(state, new Initialize(true, Set.of(fault)), new Reason.Faulted(fault, evidence));
    };
  }

  private static Step becomeActive(
      RouterSettings settings, RouterState from, Reason reason, long now) {
    var announce = settings.announce();
    var next = announcing(now + settings.advertIntervalNanos(), announce.rounds(), settings, now);
    return new Step(
        next,
        List.of(
            new SendAdvertisement(settings.priority()),
            new InstallAddresses(),
            new AnnounceAddresses(announce.rounds()),
            report(from, next, reason)));
  }

  /// Active, with the second set of announcements (or the first refresh) to come.
  private static Active announcing(long adverAt, int rounds, RouterSettings settings, long now) {
    var announce = settings.announce();
    if (announce.delayNanos() > 0) {
      return new Active(adverAt, now + announce.delayNanos(), rounds);
    }
    return new Active(adverAt, nextRefresh(announce, now), announce.refreshRounds());
  }

  private static long nextRefresh(AnnouncePolicy announce, long now) {
    return announce.refreshNanos() > 0 ? now + announce.refreshNanos() : NEVER;
  }

  private static Step resign(Active state, Initialize next, Reason reason) {
    return new Step(
        next,
        List.of(
            new SendAdvertisement(Priority.RESIGN),
            new RemoveAddresses(),
            report(state, next, reason)));
  }

  /// The successor is left alone while it is heard; the role comes back when it falls silent.
  private static Step resignOnce(RouterSettings settings, Active state, Reason reason, long now) {
    var wait = listening(settings, now);
    var next =
        new Backup(
            wait.activeDownAtNanos(), wait.activeAdverIntervalCs(), NEVER, null, Phase.RESIGNED);
    return new Step(
        next,
        List.of(
            new SendAdvertisement(Priority.RESIGN),
            new RemoveAddresses(),
            report(state, next, reason)));
  }

  private static Step activeTimer(RouterSettings settings, Active state, long now) {
    var actions = new ArrayList<RouterAction>(2);
    long adverAt = state.adverAtNanos();
    if (now >= adverAt) {
      actions.add(new SendAdvertisement(settings.priority()));
      adverAt = nextAdvert(settings, adverAt, now);
    }
    if (now < state.announceAtNanos()) {
      return new Step(
          new Active(adverAt, state.announceAtNanos(), state.announceRounds()), actions);
    }
    actions.add(new AnnounceAddresses(state.announceRounds()));
    var announce = settings.announce();
    return new Step(
        new Active(adverAt, nextRefresh(announce, now), announce.refreshRounds()), actions);
  }

  /// The next multiple of the interval that is still to come: no drift, and no burst after a delay.
  private static long nextAdvert(RouterSettings settings, long adverAt, long now) {
    long interval = settings.advertIntervalNanos();
    return adverAt + ((now - adverAt) / interval + 1) * interval;
  }

  private static Step heardInActive(
      RouterSettings settings, Active state, Advertisement advert, InetAddress source, long now) {
    if (source.equals(settings.primaryAddress())) {
      return Step.stay(state);
    }
    if (advert.priority().isResign()) {
      var next =
          new Active(
              now + settings.advertIntervalNanos(),
              state.announceAtNanos(),
              state.announceRounds());
      return new Step(next, List.of(new SendAdvertisement(settings.priority())));
    }
    var peer = new Peer(source, advert.priority(), now);
    if (settings.isBeatenBy(peer)) {
      return yieldTo(settings, state, advert, peer, now);
    }
    return answer(settings, state, now);
  }

  private static Step yieldTo(
      RouterSettings settings, Active state, Advertisement advert, Peer peer, long now) {
    var next = follow(settings, advert, peer, NEVER, now);
    var actions = new ArrayList<RouterAction>(3);
    if (settings.advertBeforeYielding()) {
      actions.add(new SendAdvertisement(settings.priority()));
    }
    actions.add(new RemoveAddresses());
    actions.add(report(state, next, new Reason.BetterRouterHeard(peer, settings.priority())));
    return new Step(next, actions);
  }

  private static Step yieldWithGroup(
      RouterSettings settings, Active state, String member, long now) {
    var next = listening(settings, now);
    var reason = new Reason.WithGroup(member + " of the sync group is no longer active");
    return new Step(next, List.of(new RemoveAddresses(), report(state, next, reason)));
  }

  /// RFC 9568 section 6.4.3: a losing advertisement is answered at once, so that its sender and the
  /// bridges between learn who is Active.
  private static Step answer(RouterSettings settings, Active state, long now) {
    var actions = new ArrayList<RouterAction>(2);
    if (settings.answerLowerPriority()) {
      actions.add(new SendAdvertisement(settings.priority()));
    }
    var announce = settings.announce();
    if (announce.lowerPriorityRounds() == 0) {
      return new Step(state, actions);
    }
    actions.add(new AnnounceAddresses(announce.lowerPriorityRounds()));
    if (announce.lowerPriorityDelayNanos() == 0) {
      return new Step(state, actions);
    }
    long again = Math.min(state.announceAtNanos(), now + announce.lowerPriorityDelayNanos());
    return new Step(
        new Active(state.adverAtNanos(), again, announce.lowerPriorityRounds()), actions);
  }

  /// A shorter interval counts from now on.
  private static Active hurried(RouterSettings settings, Active state, long now) {
    long adverAt = Math.min(state.adverAtNanos(), now + settings.advertIntervalNanos());
    return new Active(adverAt, state.announceAtNanos(), state.announceRounds());
  }

  /// Whether so much time has passed since the last advertisement that a backup may be Active by
  /// now. Its own skew is unknown, so it is left out.
  private static boolean overslept(RouterSettings settings, Active state, long now) {
    long tolerated = (settings.downTimerAdverts() - 1) * settings.advertIntervalNanos();
    return now - state.adverAtNanos() > Math.max(tolerated, settings.advertIntervalNanos());
  }

  private static Step giveUpFirst(
      RouterSettings settings, Active state, RouterInput input, long now) {
    var next = listening(settings, now);
    var reason = new Reason.WokeLate(now - state.adverAtNanos());
    var actions = new ArrayList<RouterAction>();
    actions.add(new RemoveAddresses());
    actions.add(report(state, next, reason));
    boolean counted = input instanceof SettingsChanged;
    var then = counted ? Step.stay(next) : inBackup(settings, next, input, now);
    actions.addAll(then.actions());
    return new Step(then.state(), actions);
  }

  // ---- shared ----

  private static Step reported(RouterState from, RouterState to, Reason reason) {
    boolean same = ReportedState.of(from) == ReportedState.of(to);
    return same ? Step.stay(to) : new Step(to, List.of(report(from, to, reason)));
  }

  private static Report report(RouterState from, RouterState to, Reason reason) {
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
