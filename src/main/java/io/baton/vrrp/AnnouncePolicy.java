package io.baton.vrrp;

/// How often an Active router announces its addresses by gratuitous ARP or unsolicited neighbor
/// advertisement. A round is one announcement of every address. The RFC asks for one round on
/// becoming Active; the rest is local policy with keepalived's defaults.
///
/// @param rounds on becoming Active, at least 1 (`garp_master_repeat`)
/// @param delayNanos until the same number of rounds is sent again, 0 for never
///   (`garp_master_delay`)
/// @param refreshNanos the period of further rounds, 0 for never (`garp_master_refresh`)
/// @param refreshRounds how many each time (`garp_master_refresh_repeat`)
/// @param lowerPriorityRounds when a lower priority advertisement is heard, 0 for none
///   (`garp_lower_prio_repeat`)
/// @param lowerPriorityDelayNanos until they are sent again (`garp_lower_prio_delay`)
/// @param elsewhereNanos the period of single announcements on the interfaces that carry no
///   advertisements, 0 for never (`garp_extra_if`)
public record AnnouncePolicy(
    int rounds,
    long delayNanos,
    long refreshNanos,
    int refreshRounds,
    int lowerPriorityRounds,
    long lowerPriorityDelayNanos,
    long elsewhereNanos) {

  public static final AnnouncePolicy DEFAULT =
      new AnnouncePolicy(5, 5_000_000_000L, 0, 1, 5, 5_000_000_000L, 0);

  public AnnouncePolicy {
    if (rounds < 1 || refreshRounds < 1 || lowerPriorityRounds < 0) {
      throw new IllegalArgumentException("rounds of announcements must be positive");
    }
    if (delayNanos < 0 || refreshNanos < 0 || lowerPriorityDelayNanos < 0 || elsewhereNanos < 0) {
      throw new IllegalArgumentException("delays of announcements must not be negative");
    }
  }
}
