package io.baton.engine;

import io.baton.vrrp.Priority;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import java.time.Instant;
import java.util.List;

/// A transition of an instance.
///
/// @param priority the effective priority
public record TransitionEvent(
    Instant time,
    String instance,
    long sequence,
    String interfaceName,
    Vrid vrid,
    Transition transition,
    Priority priority,
    List<VirtualAddress> addresses)
    implements EngineEvent {

  public TransitionEvent {
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
