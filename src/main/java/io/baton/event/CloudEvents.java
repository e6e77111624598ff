package io.baton.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.baton.engine.EngineEvent;
import io.baton.engine.EventNumbers;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes CloudEvents 1.0 of the engine's events, and numbers those that the engine does not. One
/// thread makes them, any thread makes those of a test.
final class CloudEvents {

  static final String TRANSITION = "io.baton.transition.v1";
  static final String GROUP_TRANSITION = "io.baton.group-transition.v1";
  static final String DELIVERY_FAILED = "io.baton.delivery-failed.v1";
  static final String TEST = "io.baton.test.v1";

  private final String node;
  private final EventIds ids = new EventIds();
  private final Map<String, Long> sequences = new ConcurrentHashMap<>();

  /// @param numbers where the numbers stand, by kind and name
  CloudEvents(String node, Map<String, EventNumbers> numbers) {
    this.node = node;
    numbers.forEach((name, last) -> sequences.put(name, last.sequence()));
  }

  /// What makes an event the one it is.
  private record About(
      String type, String kind, String name, long sequence, long epoch, String state) {}

  StoredEvent of(EngineEvent event) {
    var data = JsonNodeFactory.instance.objectNode();
    var about = about(event);
    data.put("node", node);
    EventData.write(event, data);
    return stored(about, event.time(), EventSummary.of(event), data);
  }

  /// An event that says it is only a test.
  StoredEvent test(String destination, Instant time) {
    var data = JsonNodeFactory.instance.objectNode();
    data.put("node", node);
    data.put("test", true);
    data.put("destination", destination);
    var about = new About(TEST, "destinations", destination, 0, 0, "");
    return stored(about, time, "test of " + destination + ": nothing has happened", data);
  }

  private About about(EngineEvent event) {
    return switch (event) {
      case TransitionEvent e ->
          new About(
              TRANSITION,
              "instances",
              e.instance(),
              e.sequence(),
              e.epoch(),
              e.transition().to().name());
      case GroupEvent e ->
          new About(
              GROUP_TRANSITION, "groups", e.name(), e.sequence(), 0, e.transition().to().name());
      case Observation e -> new About(typeOf(e), "instances", e.name(), e.sequence(), 0, "");
      case NodeEvent e -> numbered(e);
    };
  }

  static String typeOf(Observation event) {
    return switch (event) {
      case Observation.PriorityChanged _ -> "io.baton.priority-changed.v1";
      case Observation.SplitBrainDetected _ -> "io.baton.split-brain-detected.v1";
      case Observation.LowerPriorityHeard _ -> "io.baton.lower-priority-heard.v1";
      case Observation.AddressRestored _ -> "io.baton.address-restored.v1";
      case Observation.AddressConflict _ -> "io.baton.address-conflict.v1";
      case Observation.IntervalMismatch _ -> "io.baton.interval-mismatch.v1";
      case Observation.InstanceDeleted _ -> "io.baton.instance-deleted.v1";
    };
  }

  private About numbered(NodeEvent event) {
    return switch (event) {
      case NodeEvent.TrackerChanged e -> {
        var key = e.result().key();
        yield numbered("io.baton.tracker-changed.v1", "trackers", key.toString());
      }
      case NodeEvent.ConfigApplied e ->
          numbered("io.baton.config-applied.v1", "configuration", e.name());
      case NodeEvent.ConfigRefused e ->
          numbered("io.baton.config-refused.v1", "configuration", e.name());
      case NodeEvent.DeliveryFailed e -> numbered(DELIVERY_FAILED, "destinations", e.name());
    };
  }

  private About numbered(String type, String kind, String name) {
    long next = sequences.merge(Sources.kindAndName(kind, name), 1L, Long::sum);
    return new About(type, kind, name, next, 0, "");
  }

  private StoredEvent stored(About about, Instant time, String summary, ObjectNode data) {
    var id = ids.next(time);
    var source = Sources.of(node, about.kind, about.name);
    var json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0");
    json.put("id", id);
    json.put("source", source);
    json.put("type", about.type);
    json.put("subject", about.name);
    json.put("time", time.toString());
    json.put("datacontenttype", "application/json");
    // The extension compares as text, so it has leading zeros.
    json.put("sequence", String.format(Locale.ROOT, "%019d", about.sequence));
    json.put("partitionkey", about.name);
    data.put("sequence", about.sequence);
    data.put("summary", summary);
    json.set("data", data);
    return new StoredEvent(
        0,
        id,
        about.type,
        source,
        about.name,
        about.sequence,
        about.epoch,
        time,
        about.state.isEmpty() ? null : about.state,
        summary,
        json.toString());
  }
}
