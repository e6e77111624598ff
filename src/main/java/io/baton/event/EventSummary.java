package io.baton.event;

import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.IpText;
import io.baton.vrrp.VirtualAddress;
import java.util.stream.Collectors;

/// What happened, in a sentence.
final class EventSummary {

  private EventSummary() {}

  static String of(EngineEvent event) {
    return switch (event) {
      case TransitionEvent e ->
          e.name() + " is " + e.transition().to() + ": " + e.transition().reason();
      case GroupEvent e -> "group " + e.name() + " is " + e.transition().to();
      case Observation e -> e.name() + ": " + what(e);
      case NodeEvent e -> what(e);
    };
  }

  private static String what(Observation event) {
    return switch (event) {
      case Observation.PriorityChanged e -> "priority " + e.from() + " -> " + e.to();
      case Observation.SplitBrainDetected e ->
          e.peer() + " is Active too, as this router is at priority " + e.own();
      case Observation.LowerPriorityHeard e ->
          e.peer() + " is Active below the own priority " + e.own();
      case Observation.AddressRestored e ->
          "put back "
              + e.addresses().stream()
                  .map(VirtualAddress::toString)
                  .collect(Collectors.joining(", "))
              + ", which somebody had removed";
      case Observation.AddressConflict e ->
          e.mac() + " on " + e.interfaceName() + " claims " + IpText.of(e.address());
      case Observation.InstanceDeleted _ -> "no longer configured";
      case Observation.IntervalMismatch e ->
          IpText.of(e.source())
              + " advertises each "
              + e.theirIntervalCs() * 10
              + " ms, not each "
              + e.ownIntervalCs() * 10
              + " ms";
    };
  }

  private static String what(NodeEvent event) {
    return switch (event) {
      case NodeEvent.TrackerChanged e ->
          e.result().key()
              + (e.result().good() ? " is well" : " failed")
              + (e.result().evidence().isEmpty() ? "" : ": " + e.result().evidence());
      case NodeEvent.ConfigApplied e -> "configuration " + e.revision() + " runs, by " + e.actor();
      case NodeEvent.ConfigRefused e ->
          "a configuration by " + e.actor() + " was refused: " + e.problems().size() + " problems";
      case NodeEvent.DeliveryFailed e -> "not delivered to " + e.name() + ": " + e.why();
    };
  }
}
