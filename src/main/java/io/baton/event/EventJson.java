package io.baton.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;

/// An event of an instance or a group for programs that do not wait until it is kept: the type, the
/// time and the `data` of its CloudEvent. It has no id, since ids are given when it is kept.
public final class EventJson {

  private EventJson() {}

  /// One line.
  ///
  /// @throws IllegalArgumentException for an event of the node
  public static String of(EngineEvent event) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("type", type(event));
    json.put("time", event.time().toString());
    EventData.write(event, json);
    switch (event) {
      case TransitionEvent e -> json.put("sequence", e.sequence());
      case GroupEvent e -> json.put("sequence", e.sequence());
      case Observation e -> json.put("sequence", e.sequence());
      case NodeEvent _ -> {}
    }
    json.put("summary", EventSummary.of(event));
    return json.toString();
  }

  private static String type(EngineEvent event) {
    return switch (event) {
      case TransitionEvent _ -> CloudEvents.TRANSITION;
      case GroupEvent _ -> CloudEvents.GROUP_TRANSITION;
      case Observation e -> CloudEvents.typeOf(e);
      case NodeEvent e -> throw new IllegalArgumentException("an event of the node: " + e);
    };
  }
}
