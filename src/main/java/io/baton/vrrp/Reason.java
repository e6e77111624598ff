package io.baton.vrrp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a transition happened, with its evidence. `toString` says it to people.
public sealed interface Reason {

  record Started() implements Reason {
    @Override
    public String toString() {
      return "started";
    }
  }

  record Stopped() implements Reason {
    @Override
    public String toString() {
      return "stopped";
    }
  }

  /// Priority 255 is Active at once. RFC 9568 section 6.4.1.
  record AddressOwner() implements Reason {
    @Override
    public String toString() {
      return "owns the addresses (priority 255)";
    }
  }

  /// Active_Down_Timer expired in silence.
  ///
  /// @param lastHeard the last advertisement heard; null when there was none
  /// @param silentNanos since then, or since the wait began
  record ActiveDownTimerExpired(@Nullable Peer lastHeard, long silentNanos) implements Reason {
    @Override
    public String toString() {
      if (lastHeard == null) {
        return "no advertisement heard for " + seconds(silentNanos);
      }
      return "last advertisement of " + lastHeard + " was " + seconds(silentNanos) + " ago";
    }
  }

  /// The Active router sent priority 0, and the skew time passed.
  record PeerResigned(Peer peer) implements Reason {
    @Override
    public String toString() {
      return IpText.of(peer.address()) + " resigned";
    }
  }

  /// The wait ended although a router of lower priority was heard.
  record Preempting(Peer peer, Priority own) implements Reason {
    @Override
    public String toString() {
      return "preempts " + peer + " (own priority " + own + ")";
    }
  }

  /// A better advertisement: higher priority, or equal priority and greater address.
  record BetterRouterHeard(Peer peer, Priority own) implements Reason {
    @Override
    public String toString() {
      String why =
          peer.priority().equals(own) ? "has our priority and a greater address" : "is better";
      return peer + " " + why + " (own priority " + own + ")";
    }
  }

  record Faulted(Fault fault, String evidence) implements Reason {
    @Override
    public String toString() {
      return evidence.isEmpty() ? fault.toString() : fault + ": " + evidence;
    }
  }

  record FaultsCleared(Fault last) implements Reason {
    @Override
    public String toString() {
      return "no longer true: " + last;
    }
  }

  /// The process did not run for so long that a backup may have taken over.
  record WokeLate(long lateNanos) implements Reason {
    @Override
    public String toString() {
      return "woke " + seconds(lateNanos) + " late, a backup may have taken over";
    }
  }

  /// The sync group acts as one.
  record WithGroup(String why) implements Reason {
    @Override
    public String toString() {
      return why;
    }
  }

  /// An operator had it give up its role.
  record OperatorOrder(String actor, String why) implements Reason {
    @Override
    public String toString() {
      return actor + " had it resign" + (why.isEmpty() ? "" : ": " + why);
    }
  }

  /// The daemon was away for so short a time that its addresses are still held.
  record Resumed() implements Reason {
    @Override
    public String toString() {
      return "resumes after a short restart, its addresses are still held";
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}
