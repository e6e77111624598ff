package io.baton.engine;

import io.baton.config.NotifyConfig;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/// Something about an instance that is no change of its state. Counted by the same sequence as its
/// transitions. What others can cause at will (an advertisement, an ARP packet) is told once a
/// period, however often it happens.
public sealed interface Observation extends EngineEvent {

  long sequence();

  /// Its effective priority has changed.
  ///
  /// @param terms what trackers add to the base now, without those that add nothing
  record PriorityChanged(
      Instant time,
      String name,
      long sequence,
      Priority base,
      Priority from,
      Priority to,
      List<Term> terms)
      implements Observation {

    public PriorityChanged {
      terms = List.copyOf(terms);
    }
  }

  /// Another router was heard to be Active while this one was.
  ///
  /// @param peer the other side
  /// @param own what this side advertises
  /// @param source from where
  /// @param heard how many such advertisements so far
  record SplitBrainDetected(
      Instant time,
      String name,
      long sequence,
      Peer peer,
      Priority own,
      InetAddress source,
      long heard)
      implements Observation {}

  /// An Active router heard one of lower priority (`notify_master_rx_lower_pri`).
  record LowerPriorityHeard(Instant time, String name, long sequence, Peer peer, Priority own)
      implements Observation {}

  /// Somebody removed virtual addresses, and they were put back.
  record AddressRestored(Instant time, String name, long sequence, List<VirtualAddress> addresses)
      implements Observation {

    public AddressRestored {
      addresses = List.copyOf(addresses);
    }
  }

  /// A foreign host claims a virtual address that this router holds.
  ///
  /// @param mac who claims it
  /// @param heard how many such packets so far
  record AddressConflict(
      Instant time,
      String name,
      long sequence,
      InetAddress address,
      MacAddress mac,
      String interfaceName,
      long heard)
      implements Observation {}

  /// A version 2 router advertises at another interval, so its advertisements are refused.
  record IntervalMismatch(
      Instant time,
      String name,
      long sequence,
      InetAddress source,
      int theirIntervalCs,
      int ownIntervalCs)
      implements Observation {}

  /// An instance is no longer configured.
  ///
  /// @param scripts those that are told, which no configuration names any more
  record InstanceDeleted(Instant time, String name, long sequence, NotifyConfig scripts)
      implements Observation {}
}
