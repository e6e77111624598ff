package io.baton.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How often a router announces its addresses (`garp_master_*`, `garp_lower_prio_*`).
///
/// @param delay until the second set of announcements, zero for none
/// @param rounds announcements of each address in a set
/// @param refresh the period of further announcements, zero for none
/// @param refreshRounds announcements of each address then
/// @param lowerPriorityDelay until the second set after a lower priority advertisement
/// @param lowerPriorityRounds announcements when a lower priority advertisement is heard, 0 for
///   none
/// @param elsewhere the period of announcements on interfaces that carry no advertisements, zero
///   for none (`garp_extra_if`)
/// @param everywhere whether that is on every such interface that has addresses, or only on a
///   macvlan that sends from its base (`garp_extra_if all`)
public record AnnounceConfig(
    Duration delay,
    @Min(1) @Max(1000) int rounds,
    Duration refresh,
    @Min(1) @Max(1000) int refreshRounds,
    Duration lowerPriorityDelay,
    @Min(0) @Max(1000) int lowerPriorityRounds,
    Duration elsewhere,
    boolean everywhere) {

  public static final AnnounceConfig DEFAULT =
      new AnnounceConfig(
          Duration.ofSeconds(5),
          5,
          Duration.ZERO,
          1,
          Duration.ofSeconds(5),
          5,
          Duration.ZERO,
          false);
}
