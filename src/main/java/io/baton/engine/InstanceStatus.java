package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an instance looks like between two steps: an immutable snapshot.
///
/// @param group the sync group it belongs to; null for none
/// @param interval at which it advertises while Active
/// @param since when the state was entered
/// @param reason why, in words
/// @param terms what trackers add to the base priority, without those that add nothing
/// @param faults what keeps it from taking part, in words
/// @param addressesRestored how many addresses somebody else removed and were put back
/// @param secondActiveHeard advertisements of others heard while Active
/// @param addressConflicts packets in which others claimed an address while it was held
/// @param lastHeard the last router heard, `10.0.0.36 at priority 80`; null for none
/// @param announced gratuitous ARPs and neighbor advertisements handed out for sending
public record InstanceStatus(
    String name,
    String interfaceName,
    @Nullable String group,
    Vrid vrid,
    VrrpVersion version,
    Duration interval,
    ReportedState state,
    Instant since,
    String reason,
    Priority basePriority,
    Priority priority,
    List<Term> terms,
    List<String> faults,
    @Nullable String lastHeard,
    @Nullable Duration lastHeardAgo,
    List<VirtualAddress> addresses,
    long addressesRestored,
    long secondActiveHeard,
    long addressConflicts,
    long announced,
    AdvertCounters.Snapshot counters) {

  public InstanceStatus {
    terms = List.copyOf(terms);
    faults = List.copyOf(faults);
    addresses = List.copyOf(addresses);
  }
}
