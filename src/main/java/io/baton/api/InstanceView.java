package io.baton.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.baton.engine.InstanceStatus;
import io.baton.vrrp.VirtualAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An instance as the API shows it.
///
/// @param interfaceName shown as `interface`
/// @param state keepalived's word: INIT, BACKUP, MASTER, FAULT or STOP
/// @param refused advertisements without effect, by reason
public record InstanceView(
    String name,
    @JsonProperty("interface") String interfaceName,
    int virtualRouterId,
    int version,
    String state,
    Instant since,
    String reason,
    int basePriority,
    int priority,
    List<String> faults,
    @Nullable String lastHeard,
    List<String> addresses,
    long advertsSent,
    long advertsReceived,
    Map<String, Long> refused) {

  static InstanceView of(InstanceStatus status) {
    var refused = new TreeMap<String, Long>();
    status.counters().refused().forEach((reason, count) -> refused.put(reason.name(), count));
    return new InstanceView(
        status.name(),
        status.interfaceName(),
        status.vrid().value(),
        status.version().number(),
        status.state().name(),
        status.since(),
        status.reason(),
        status.basePriority().value(),
        status.priority().value(),
        status.faults(),
        status.lastHeard(),
        status.addresses().stream().map(VirtualAddress::toString).toList(),
        status.counters().sent(),
        status.counters().received(),
        refused);
  }
}
