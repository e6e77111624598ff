package io.baton.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How an instance takes part in elections.
///
/// @param downTimerAdverts how many advertisements must be missed (`down_timer_adverts`)
/// @param answerLowerPriority whether a losing advertisement is answered at once
///   (`lower_prio_no_advert` is no)
/// @param advertBeforeYielding `higher_prio_send_advert`
/// @param handOver whether a router that resigns by somebody's will (stop, drain, `resign`) answers
///   for its addresses until its successor does; never in strict mode
/// @param strict the RFC to the letter (`strict_mode`, `vrrp_strict`)
public record ElectionConfig(
    @Min(1) @Max(100) int downTimerAdverts,
    boolean answerLowerPriority,
    boolean advertBeforeYielding,
    boolean handOver,
    boolean strict) {

  public static final ElectionConfig DEFAULT = new ElectionConfig(3, true, false, true, false);
}
