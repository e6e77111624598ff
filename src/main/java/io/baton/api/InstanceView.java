package io.baton.api;

import io.baton.engine.InstanceStatus;
import io.baton.vrrp.VirtualAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an instance does, as the API shows it. `state` is keepalived's word: INIT, BACKUP, MASTER,
/// FAULT or STOP; `refused` counts advertisements without effect, by reason.
final class InstanceView {

  private InstanceView() {}

  /// @param drain null while it is in service
  static Map<String, Object> of(InstanceStatus status, @Nullable Map<String, Object> drain) {
    var map = new LinkedHashMap<String, Object>();
    map.put("name", status.name());
    map.put("interface", status.interfaceName());
    map.put("virtualRouterId", status.vrid().value());
    map.put("version", status.version().number());
    map.put("state", status.state().name());
    map.put("since", status.since().toString());
    map.put("reason", status.reason());
    map.put("basePriority", status.basePriority().value());
    map.put("priority", status.priority().value());
    map.put("faults", status.faults());
    String lastHeard = status.lastHeard();
    if (lastHeard != null) {
      map.put("lastHeard", lastHeard);
    }
    if (drain != null) {
      map.put("drain", drain);
    }
    map.put("addresses", status.addresses().stream().map(VirtualAddress::toString).toList());
    map.put("advertsSent", status.counters().sent());
    map.put("advertsReceived", status.counters().received());
    var refused = new TreeMap<String, Long>();
    status.counters().refused().forEach((reason, count) -> refused.put(reason.name(), count));
    map.put("refused", refused);
    return map;
  }
}
