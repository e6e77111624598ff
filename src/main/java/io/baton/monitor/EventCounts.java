package io.baton.monitor;

import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.Transition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Counts events by type, and transitions by reason. Written to by one thread at a time, read by
/// any; bounded by the instances there are.
@ApplicationScoped
class EventCounts {

  /// Of all events, so that the first of a kind is seen to be one more.
  private static final List<String> TYPES =
      List.of(
          "transition",
          "group-transition",
          "priority-changed",
          "split-brain-detected",
          "lower-priority-heard",
          "address-restored",
          "address-conflict",
          "interval-mismatch",
          "instance-deleted",
          "tracker-changed",
          "config-applied",
          "config-refused",
          "delivery-failed");

  private final Map<String, LongAdder> types = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentMap<Change, LongAdder>> transitions =
      new ConcurrentHashMap<>();

  private record Change(ReportedState from, ReportedState to, String reason) {
    static Change of(Transition transition) {
      var reason = name(transition.reason());
      return new Change(transition.from(), transition.to(), reason);
    }
  }

  EventCounts() {
    TYPES.forEach(type -> types.put(type, new LongAdder()));
  }

  @Incoming("transitions")
  void onEvent(EngineEvent event) {
    types.computeIfAbsent(typeOf(event), _ -> new LongAdder()).increment();
    if (event instanceof TransitionEvent transition) {
      transitions
          .computeIfAbsent(transition.instance(), _ -> new ConcurrentHashMap<>())
          .computeIfAbsent(Change.of(transition.transition()), _ -> new LongAdder())
          .increment();
    } else if (event instanceof Observation.InstanceDeleted deleted) {
      transitions.remove(deleted.name());
    }
  }

  /// The middle of the CloudEvents type.
  static String typeOf(EngineEvent event) {
    return switch (event) {
      case TransitionEvent _ -> "transition";
      case GroupEvent _ -> "group-transition";
      case Observation _, NodeEvent _ -> kebab(name(event));
    };
  }

  /// The simple name, as in the events' JSON.
  private static String name(Object value) {
    var name = value.getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  void addTo(Families families) {
    var byType = families.counter("baton_events", "events by type", "type");
    types.forEach((type, count) -> byType.add(count.sum(), type));
    var byReason =
        families.counter(
            "baton_vrrp_transitions", "changes of state", "vrrp_instance", "from", "to", "reason");
    transitions.forEach(
        (instance, changes) ->
            changes.forEach(
                (change, count) ->
                    byReason.add(
                        count.sum(),
                        instance,
                        change.from().name(),
                        change.to().name(),
                        change.reason())));
  }
}
