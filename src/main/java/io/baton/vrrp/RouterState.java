package io.baton.vrrp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The three states of RFC 9568 section 6.4, and the way out of the last. Each contains its own
/// deadlines, so there is no timer to leak and a late or stale `TimerFired` does no harm.
public sealed interface RouterState {

  /// No deadline.
  long NEVER = Long.MAX_VALUE;

  /// When `TimerFired` is due on the monotonic clock, or `NEVER`.
  long nextDeadlineNanos();

  /// Whether the virtual addresses are held.
  default boolean isHolder() {
    return this instanceof Active || this instanceof Leaving;
  }

  /// Not taking part: before Startup, after Shutdown, or while there are faults.
  ///
  /// @param started between Startup and Shutdown
  /// @param resumableUntilNanos until when a router that still holds its addresses from before a
  ///   short restart may go on where it was, once its checks have answered; `NEVER` for one that
  ///   holds nothing
  record Initialize(boolean started, Set<Fault> faults, long resumableUntilNanos)
      implements RouterState {

    static final Set<Fault> NONE = Set.of();

    public static final Initialize STOPPED = new Initialize(false, Set.of());

    public Initialize {
      faults = Set.copyOf(faults);
    }

    public Initialize(boolean started, Set<Fault> faults) {
      this(started, faults, NEVER);
    }

    boolean isHolding() {
      return resumableUntilNanos != NEVER;
    }

    @Override
    public long nextDeadlineNanos() {
      return resumableUntilNanos;
    }
  }

  /// Watching the Active router.
  ///
  /// @param activeDownAtNanos when Active_Down_Timer expires
  /// @param activeAdverIntervalCs the interval learned from the Active router, or our own before
  ///   any was heard
  /// @param preemptAtNanos until when a lower priority Active router is tolerated; `NEVER` while
  ///   none has been heard
  /// @param lastHeard the last router of any priority heard in this state, if any
  /// @param phase how far the wait has come
  record Backup(
      long activeDownAtNanos,
      int activeAdverIntervalCs,
      long preemptAtNanos,
      @Nullable Peer lastHeard,
      Phase phase)
      implements RouterState {

    public Backup(
        long activeDownAtNanos,
        int activeAdverIntervalCs,
        long preemptAtNanos,
        @Nullable Peer lastHeard) {
      this(activeDownAtNanos, activeAdverIntervalCs, preemptAtNanos, lastHeard, Phase.LISTENING);
    }

    /// How far a Backup's wait has come.
    public enum Phase {
      LISTENING,
      /// A timer that fired late has been given its one excuse.
      EXCUSED,
      /// It has resigned by an operator's order, and leaves the role to its successor.
      RESIGNED,
      /// The timer has expired, and the other members of the sync group are waited for.
      WANTS_ACTIVE
    }

    @Override
    public long nextDeadlineNanos() {
      return phase == Phase.WANTS_ACTIVE ? NEVER : activeDownAtNanos;
    }
  }

  /// Holding the addresses.
  ///
  /// @param adverAtNanos when Adver_Timer expires
  /// @param announceAtNanos when the addresses are announced again, or `NEVER`
  /// @param announceRounds how many rounds then
  /// @param elsewhereAtNanos when they are announced on the interfaces that carry no
  ///   advertisements, or `NEVER`
  record Active(long adverAtNanos, long announceAtNanos, int announceRounds, long elsewhereAtNanos)
      implements RouterState {

    public Active(long adverAtNanos, long announceAtNanos, int announceRounds) {
      this(adverAtNanos, announceAtNanos, announceRounds, NEVER);
    }

    Active advertisingAt(long nanos) {
      return new Active(nanos, announceAtNanos, announceRounds, elsewhereAtNanos);
    }

    Active announcingAt(long nanos, int rounds) {
      return new Active(adverAtNanos, nanos, rounds, elsewhereAtNanos);
    }

    Active elsewhereAt(long nanos) {
      return new Active(adverAtNanos, announceAtNanos, announceRounds, nanos);
    }

    @Override
    public long nextDeadlineNanos() {
      return Math.min(adverAtNanos, Math.min(announceAtNanos, elsewhereAtNanos));
    }
  }

  /// The end of Active: it has resigned and answers for its addresses until its successor does.
  /// Advertises no more. `LeavingRules` says why.
  ///
  /// @param untilNanos when the addresses go
  /// @param successorHeard whether somebody has advertised since
  /// @param next the state to come
  /// @param reason why it resigned
  record Leaving(long untilNanos, boolean successorHeard, RouterState next, Reason reason)
      implements RouterState {

    Leaving then(RouterState other) {
      return new Leaving(untilNanos, successorHeard, other, reason);
    }

    @Override
    public long nextDeadlineNanos() {
      return untilNanos;
    }
  }
}
