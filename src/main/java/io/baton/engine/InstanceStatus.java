package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an instance looks like between two steps: an immutable snapshot.
///
/// @param since when the state was entered
/// @param reason why, in words
/// @param faults what keeps it from taking part, in words
/// @param addressesRestored how many addresses somebody else removed and were put back
/// @param secondActiveHeard advertisements of others heard while Active
/// @param lastHeard the last router heard, `10.0.0.36 at priority 80`; null for none
public record InstanceStatus(
    String name,
    String interfaceName,
    Vrid vrid,
    VrrpVersion version,
    ReportedState state,
    Instant since,
    String reason,
    Priority basePriority,
    Priority priority,
    List<String> faults,
    @Nullable String lastHeard,
    List<VirtualAddress> addresses,
    long addressesRestored,
    long secondActiveHeard,
    AdvertCounters.Snapshot counters) {

  public InstanceStatus {
    faults = List.copyOf(faults);
    addresses = List.copyOf(addresses);
  }
}
