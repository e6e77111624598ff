package io.baton.notify;

import io.baton.engine.TransitionEvent;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Reason;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/// Transitions as the engine tells them.
final class Events {

  private Events() {}

  static TransitionEvent event(String instance, long sequence, ReportedState to) {
    return event(instance, sequence, to, 100);
  }

  static TransitionEvent event(String instance, long sequence, ReportedState to, int priority) {
    return new TransitionEvent(
        Instant.parse("2026-03-04T05:06:07Z"),
        instance,
        sequence,
        1,
        null,
        "eth0",
        new Vrid(51),
        VrrpVersion.V2,
        new Transition(ReportedState.BACKUP, to, new Reason.AddressOwner()),
        new Priority(100),
        new Priority(priority),
        List.of(),
        List.of(
            VirtualAddress.of(InetAddress.ofLiteral("10.0.0.40"), 24),
            VirtualAddress.of(InetAddress.ofLiteral("10.0.0.41"), 32)));
  }
}
