package io.baton.vrrp;

import java.net.InetAddress;

/// All that a virtual router's decisions depend on.
///
/// @param priority the effective priority: base and trackers taken together
/// @param maxAdvertiseIntervalCs own interval in centiseconds
/// @param preemptMode whether a lower priority Active router is taken over from; an address owner
///   always does (RFC 9568 section 6.1)
/// @param preemptDelayNanos how long a lower priority Active router is tolerated first, 0 for not
/// @param downTimerAdverts how many intervals of silence make an Active router down; 3 in the RFC
/// @param answerLowerPriority whether a losing advertisement is answered at once, as RFC 9568
///   section 6.4.3 asks (`lower_prio_no_advert` switches it off)
/// @param advertBeforeYielding whether one more advertisement is sent before yielding
///   (`higher_prio_send_advert`)
/// @param grouped whether the router is a member of a sync group: then an expired timer only tells
///   that it wants to be Active
/// @param handsOver whether a router that resigns by somebody's will answers for its addresses
///   until its successor does
/// @param primaryAddress the address advertisements are sent from, which breaks ties
public record RouterSettings(
    VrrpVersion version,
    Vrid vrid,
    Priority priority,
    int maxAdvertiseIntervalCs,
    boolean preemptMode,
    long preemptDelayNanos,
    int downTimerAdverts,
    boolean answerLowerPriority,
    boolean advertBeforeYielding,
    boolean grouped,
    boolean handsOver,
    InetAddress primaryAddress,
    AnnouncePolicy announce) {

  public RouterSettings {
    if (priority.isResign()) {
      throw new IllegalArgumentException("a router's own priority is 1 to 255");
    }
    if (downTimerAdverts < 1 || maxAdvertiseIntervalCs < 1 || preemptDelayNanos < 0) {
      throw new IllegalArgumentException("a router's intervals must be positive");
    }
  }

  /// RFC defaults and keepalived's announcements.
  public static RouterSettings of(
      VrrpVersion version,
      Vrid vrid,
      Priority priority,
      int maxAdvertiseIntervalCs,
      InetAddress primaryAddress) {
    return new RouterSettings(
        version,
        vrid,
        priority,
        maxAdvertiseIntervalCs,
        true,
        0,
        3,
        true,
        false,
        false,
        false,
        primaryAddress,
        AnnouncePolicy.DEFAULT);
  }

  public RouterSettings withPriority(Priority priority) {
    return new RouterSettings(
        version,
        vrid,
        priority,
        maxAdvertiseIntervalCs,
        preemptMode,
        preemptDelayNanos,
        downTimerAdverts,
        answerLowerPriority,
        advertBeforeYielding,
        grouped,
        handsOver,
        primaryAddress,
        announce);
  }

  /// The same with or without hand-over.
  public RouterSettings withHandOver(boolean handsOver) {
    return new RouterSettings(
        version,
        vrid,
        priority,
        maxAdvertiseIntervalCs,
        preemptMode,
        preemptDelayNanos,
        downTimerAdverts,
        answerLowerPriority,
        advertBeforeYielding,
        grouped,
        handsOver,
        primaryAddress,
        announce);
  }

  public RouterSettings withPreemptMode(boolean preemptMode) {
    return new RouterSettings(
        version,
        vrid,
        priority,
        maxAdvertiseIntervalCs,
        preemptMode,
        preemptDelayNanos,
        downTimerAdverts,
        answerLowerPriority,
        advertBeforeYielding,
        grouped,
        handsOver,
        primaryAddress,
        announce);
  }

  /// RFC 9568 section 6.1: preemption cannot be switched off for the address owner.
  boolean preempts() {
    return preemptMode || priority.isOwner();
  }

  /// RFC 9568 section 6.4.3: whether a peer's advertisement makes an Active router yield.
  public boolean isBeatenBy(Peer peer) {
    int byPriority = peer.priority().compareTo(priority);
    return byPriority == 0 ? Addresses.compare(peer.address(), primaryAddress) > 0 : byPriority > 0;
  }

  /// Own interval in nanoseconds.
  long advertIntervalNanos() {
    return Timers.centiseconds(maxAdvertiseIntervalCs);
  }
}
