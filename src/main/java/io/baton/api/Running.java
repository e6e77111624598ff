package io.baton.api;

import io.baton.engine.LoopDelay;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the instances are doing, as the API shows it.
@ApplicationScoped
class Running {

  private final EngineReader engine;
  private final OperatorActions actions;

  Running(EngineReader engine, OperatorActions actions) {
    this.engine = engine;
    this.actions = actions;
  }

  /// One look at all instances, taken now.
  ConfigObjects.Status now() {
    var all = new HashMap<String, Map<String, Object>>();
    all().forEach(instance -> all.put(String.valueOf(instance.get("name")), instance));
    return all::get;
  }

  List<Map<String, Object>> all() {
    var drains = new HashMap<String, Map<String, Object>>();
    actions.drains().forEach(drain -> drains.put(drain.instance(), drain(drain)));
    return engine.instances().stream()
        .map(status -> InstanceView.of(status, drains.get(status.name())))
        .toList();
  }

  /// How late the timers of the event loop ran since the start, in milliseconds.
  Map<String, Object> loopDelay() {
    LoopDelay delay = engine.loopDelay();
    var map = new LinkedHashMap<String, Object>();
    map.put("timers", delay.count());
    map.put("p50Millis", millis(delay.quantileNanos(0.5)));
    map.put("p99Millis", millis(delay.quantileNanos(0.99)));
    map.put("p999Millis", millis(delay.quantileNanos(0.999)));
    map.put("maxMillis", millis(delay.maxNanos()));
    return map;
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1_000.0) / 1_000.0;
  }

  private static Map<String, Object> drain(OperatorActions.Drain drain) {
    var map = new LinkedHashMap<String, Object>();
    map.put("by", drain.actor());
    map.put("reason", drain.reason());
    map.put("since", drain.since().toString());
    drain.until().ifPresent(until -> map.put("until", until.toString()));
    return map;
  }
}
