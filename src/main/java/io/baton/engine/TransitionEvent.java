package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transition of an instance.
///
/// @param epoch grows each time the instance becomes Active, on whichever node as far as their
///   clocks agree: a consumer that has seen a greater one knows that this event is history
/// @param group the sync group it belongs to; null for none
/// @param base the configured priority
/// @param priority the effective one: the base and the terms, held within its bounds
/// @param terms what trackers add to the base, without those that add nothing
public record TransitionEvent(
    Instant time,
    String instance,
    long sequence,
    long epoch,
    @Nullable String group,
    String interfaceName,
    Vrid vrid,
    VrrpVersion version,
    Transition transition,
    Priority base,
    Priority priority,
    List<Term> terms,
    List<VirtualAddress> addresses)
    implements StateEvent {

  public TransitionEvent {
    terms = List.copyOf(terms);
    addresses = List.copyOf(addresses);
  }

  @Override
  public String subject() {
    return "INSTANCE";
  }

  @Override
  public String name() {
    return instance;
  }
}
