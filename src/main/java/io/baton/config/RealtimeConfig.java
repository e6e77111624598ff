package io.baton.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How the daemon keeps its event loop running under load.
///
/// @param priority SCHED_RR priority of the event loop's thread, 1 to 99; 0 for ordinary scheduling
///   (`vrrp_rt_priority`)
/// @param lockMemory whether memory is kept from being swapped out (`vrrp_no_swap`)
public record RealtimeConfig(@Min(0) @Max(99) int priority, boolean lockMemory) {

  public static final RealtimeConfig NONE = new RealtimeConfig(0, false);
}
