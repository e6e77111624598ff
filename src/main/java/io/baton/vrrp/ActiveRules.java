package io.baton.vrrp;

import static io.baton.vrrp.BackupRules.follow;
import static io.baton.vrrp.BackupRules.inBackup;
import static io.baton.vrrp.LeavingRules.leave;
import static io.baton.vrrp.RouterState.NEVER;
import static io.baton.vrrp.VirtualRouter.listening;
import static io.baton.vrrp.VirtualRouter.report;

import io.baton.vrrp.RouterAction.AnnounceAddresses;
import io.baton.vrrp.RouterAction.AnnounceElsewhere;
import io.baton.vrrp.RouterAction.InstallAddresses;
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
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Backup.Phase;
import io.baton.vrrp.RouterState.Initialize;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Active: RFC 9568 section 6.4.3.
final class ActiveRules {

  private ActiveRules() {}

  static Step inActive(RouterSettings settings, Active state, RouterInput input, long now) {
    return switch (input) {
      case Startup _, FaultCleared _, GroupAgreed _ -> Step.stay(state);
      case OperatorResigned(String actor, String why) ->
          resignOnce(settings, state, new Reason.OperatorOrder(actor, why), now);
      case AnnounceAsked _ ->
          new Step(state, List.of(new AnnounceAddresses(settings.announce().rounds())));
      case GroupYielded(String member) -> yieldWithGroup(settings, state, member, now);
      case Shutdown _ -> leave(settings, state, Initialize.STOPPED, new Reason.Stopped(), now);
      case TimerFired _ -> activeTimer(settings, state, now);
      case AdvertReceived(Advertisement advert, InetAddress source) ->
          heardInActive(settings, state, advert, source, now);
      case SettingsChanged _ -> Step.stay(hurried(settings, state, now));
      case FaultRaised(Fault fault, String evidence) ->
          faultRaised(settings, state, fault, evidence, now);
    };
  }

  static Step becomeActive(RouterSettings settings, RouterState from, Reason reason, long now) {
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
    long elsewhereAt = nextElsewhere(announce, now);
    if (announce.delayNanos() > 0) {
      return new Active(adverAt, now + announce.delayNanos(), rounds, elsewhereAt);
    }
    return new Active(adverAt, nextRefresh(announce, now), announce.refreshRounds(), elsewhereAt);
  }

  private static long nextRefresh(AnnouncePolicy announce, long now) {
    return announce.refreshNanos() > 0 ? now + announce.refreshNanos() : NEVER;
  }

  private static long nextElsewhere(AnnouncePolicy announce, long now) {
    return announce.elsewhereNanos() > 0 ? now + announce.elsewhereNanos() : NEVER;
  }

  /// A failure takes the addresses away at once, somebody's will hands them over.
  private static Step faultRaised(
      RouterSettings settings, Active state, Fault fault, String evidence, long now) {
    var next = new Initialize(true, Set.of(fault));
    var reason = new Reason.Faulted(fault, evidence);
    if (fault.isWanted()) {
      return leave(settings, state, next, reason, now);
    }
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
    return leave(settings, state, next, reason, now);
  }

  private static Step activeTimer(RouterSettings settings, Active state, long now) {
    var actions = new ArrayList<RouterAction>(3);
    var announce = settings.announce();
    var next = state;
    if (now >= state.adverAtNanos()) {
      actions.add(new SendAdvertisement(settings.priority()));
      next = next.advertisingAt(nextAdvert(settings, state.adverAtNanos(), now));
    }
    if (now >= state.announceAtNanos()) {
      actions.add(new AnnounceAddresses(state.announceRounds()));
      next = next.announcingAt(nextRefresh(announce, now), announce.refreshRounds());
    }
    if (now >= state.elsewhereAtNanos()) {
      actions.add(new AnnounceElsewhere());
      next = next.elsewhereAt(nextElsewhere(announce, now));
    }
    return new Step(next, actions);
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
      var next = state.advertisingAt(now + settings.advertIntervalNanos());
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
    return new Step(state.announcingAt(again, announce.lowerPriorityRounds()), actions);
  }

  /// A shorter interval counts from now on.
  private static Active hurried(RouterSettings settings, Active state, long now) {
    long adverAt = Math.min(state.adverAtNanos(), now + settings.advertIntervalNanos());
    long elsewhereAt = nextElsewhere(settings.announce(), now);
    long sooner = elsewhereAt == NEVER ? NEVER : Math.min(state.elsewhereAtNanos(), elsewhereAt);
    return state.advertisingAt(adverAt).elsewhereAt(sooner);
  }

  /// Whether so much time has passed since the last advertisement that a backup may be Active by
  /// now. Its own skew is unknown, so it is left out.
  static boolean overslept(RouterSettings settings, Active state, long now) {
    long tolerated = (settings.downTimerAdverts() - 1) * settings.advertIntervalNanos();
    return now - state.adverAtNanos() > Math.max(tolerated, settings.advertIntervalNanos());
  }

  static Step giveUpFirst(RouterSettings settings, Active state, RouterInput input, long now) {
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
}
