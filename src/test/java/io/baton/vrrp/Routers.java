package io.baton.vrrp;

import static io.baton.vrrp.RouterState.NEVER;

import io.baton.vrrp.RouterInput.AdvertReceived;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import java.net.InetAddress;
import java.util.List;

/// What the tests of the core speak of: a router at 10.0.0.2 among others.
final class Routers {

  static final InetAddress OWN = InetAddress.ofLiteral("10.0.0.2");
  static final InetAddress SMALLER = InetAddress.ofLiteral("10.0.0.1");

  /// Greater only when octets are compared unsigned.
  static final InetAddress GREATER = InetAddress.ofLiteral("10.0.0.200");

  static final Vrid VRID = new Vrid(51);

  /// Some moment; monotonic clocks may be negative.
  static final long NOW = -seconds(1000);

  private static final List<InetAddress> VIRTUAL = List.of(InetAddress.ofLiteral("10.0.0.40"));

  private Routers() {}

  /// Version 3, every second.
  static RouterSettings v3(int priority) {
    return RouterSettings.of(VrrpVersion.V3, VRID, new Priority(priority), 100, OWN);
  }

  /// Version 2, every second.
  static RouterSettings v2(int priority) {
    return RouterSettings.of(VrrpVersion.V2, VRID, new Priority(priority), 100, OWN);
  }

  /// Every component that a test may want to change.
  static RouterSettings settings(
      RouterSettings like, int intervalCs, long preemptDelayNanos, AnnouncePolicy announce) {
    return new RouterSettings(
        like.version(),
        like.vrid(),
        like.priority(),
        intervalCs,
        like.preemptMode(),
        preemptDelayNanos,
        like.downTimerAdverts(),
        like.answerLowerPriority(),
        like.advertBeforeYielding(),
        like.grouped(),
        like.handsOver(),
        like.primaryAddress(),
        announce);
  }

  static RouterSettings withInterval(RouterSettings like, int intervalCs) {
    return settings(like, intervalCs, like.preemptDelayNanos(), like.announce());
  }

  static RouterSettings withPreemptDelay(RouterSettings like, long nanos) {
    return settings(like, like.maxAdvertiseIntervalCs(), nanos, like.announce());
  }

  static RouterSettings withAnnouncements(RouterSettings like, AnnouncePolicy announce) {
    return settings(like, like.maxAdvertiseIntervalCs(), like.preemptDelayNanos(), announce);
  }

  /// `lower_prio_no_advert` is the opposite of the first, `higher_prio_send_advert` the second.
  static RouterSettings withAnswers(
      RouterSettings like, boolean answerLowerPriority, boolean advertBeforeYielding) {
    return new RouterSettings(
        like.version(),
        like.vrid(),
        like.priority(),
        like.maxAdvertiseIntervalCs(),
        like.preemptMode(),
        like.preemptDelayNanos(),
        like.downTimerAdverts(),
        answerLowerPriority,
        advertBeforeYielding,
        like.grouped(),
        like.handsOver(),
        like.primaryAddress(),
        like.announce());
  }

  /// A version 3 advertisement of another router.
  static AdvertReceived advert(InetAddress source, int priority, int intervalCs) {
    return advert(VrrpVersion.V3, source, priority, intervalCs);
  }

  static AdvertReceived advert(
      VrrpVersion version, InetAddress source, int priority, int intervalCs) {
    return new AdvertReceived(
        new Advertisement(
            version, VRID, new Priority(priority), intervalCs, VIRTUAL, Authentication.NONE),
        source);
  }

  /// A backup at an interval of one second that has heard nobody.
  static Backup backup(long activeDownAtNanos) {
    return new Backup(activeDownAtNanos, 100, NEVER, null);
  }

  /// A backup at an interval of one second that follows a router.
  static Backup following(InetAddress source, int priority, long heardAtNanos, long downAtNanos) {
    var peer = new Peer(source, new Priority(priority), heardAtNanos);
    return new Backup(downAtNanos, 100, NEVER, peer);
  }

  /// An Active router that has no announcements to come.
  static Active active(long adverAtNanos) {
    return new Active(adverAtNanos, NEVER, 1);
  }

  static long seconds(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
