package io.baton.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.Fault;
import io.baton.vrrp.IpText;
import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Reason;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualAddress;
import java.util.List;
import java.util.Locale;

/// The `data` of a CloudEvent. `schema/events.json` says the same in JSON Schema.
final class EventData {

  private EventData() {}

  static void write(EngineEvent event, ObjectNode data) {
    switch (event) {
      case TransitionEvent e -> transition(e, data);
      case GroupEvent e -> {
        data.put("group", e.name());
        write(e.transition(), data);
        var members = data.putArray("members");
        e.members().forEach(members::add);
      }
      case Observation e -> {
        data.put("instance", e.name());
        observation(e, data);
      }
      case NodeEvent e -> node(e, data);
    }
  }

  private static void transition(TransitionEvent event, ObjectNode data) {
    data.put("instance", event.instance());
    data.put("interface", event.interfaceName());
    data.put("virtualRouterId", event.vrid().value());
    data.put("version", event.version().number());
    if (event.group() != null) {
      data.put("group", event.group());
    }
    write(event.transition(), data);
    data.put("epoch", event.epoch());
    priority(event.base(), event.priority(), event.terms(), data);
    addresses(event.addresses(), data);
  }

  private static void write(Transition transition, ObjectNode data) {
    data.put("from", transition.from().name());
    data.put("to", transition.to().name());
    reason(transition.reason(), data.putObject("reason"));
  }

  private static void reason(Reason reason, ObjectNode json) {
    var name = reason.getClass().getSimpleName();
    json.put("kind", name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
    json.put("text", reason.toString());
    switch (reason) {
      case Reason.ActiveDownTimerExpired(var lastHeard, var silent) -> {
        json.put("timer", "Active_Down_Timer");
        json.put("silentMillis", silent / 1_000_000.0);
        if (lastHeard != null) {
          peer(lastHeard, json);
        }
      }
      case Reason.PeerResigned(var peer) -> peer(peer, json);
      case Reason.Preempting(var peer, var own) -> {
        peer(peer, json);
        json.put("ownPriority", own.value());
      }
      case Reason.BetterRouterHeard(var peer, var own) -> {
        peer(peer, json);
        json.put("ownPriority", own.value());
      }
      case Reason.Faulted(var fault, var evidence) -> {
        fault(fault, json);
        json.put("evidence", evidence);
      }
      case Reason.FaultsCleared(var last) -> fault(last, json);
      case Reason.WokeLate(var late) -> json.put("lateMillis", late / 1_000_000.0);
      case Reason.OperatorOrder(var actor, var why) -> {
        json.put("actor", actor);
        json.put("why", why);
      }
      case Reason.Started _,
          Reason.Stopped _,
          Reason.AddressOwner _,
          Reason.WithGroup _,
          Reason.Resumed _ -> {}
    }
  }

  private static void fault(Fault fault, ObjectNode json) {
    var inside = json.putObject("fault");
    inside.put("kind", fault.kind().name());
    inside.put("subject", fault.subject());
  }

  private static void peer(Peer peer, ObjectNode json) {
    var inside = json.putObject("peer");
    inside.put("address", IpText.of(peer.address()));
    inside.put("priority", peer.priority().value());
  }

  private static void priority(
      Priority base, Priority effective, List<Term> terms, ObjectNode data) {
    var priority = data.putObject("priority");
    priority.put("base", base.value());
    priority.put("effective", effective.value());
    var list = priority.putArray("terms");
    for (var term : terms) {
      list.addObject()
          .put("tracker", term.tracker().toString())
          .put("contribution", term.contribution());
    }
  }

  private static void addresses(List<VirtualAddress> addresses, ObjectNode data) {
    var list = data.putArray("addresses");
    addresses.forEach(address -> list.add(address.toString()));
  }

  private static void observation(Observation event, ObjectNode data) {
    switch (event) {
      case Observation.PriorityChanged e -> {
        data.put("from", e.from().value());
        data.put("to", e.to().value());
        priority(e.base(), e.to(), e.terms(), data);
      }
      case Observation.SplitBrainDetected e -> {
        peer(e.peer(), data);
        data.put("ownPriority", e.own().value());
        data.put("ownAddress", IpText.of(e.source()));
        data.put("heard", e.heard());
      }
      case Observation.LowerPriorityHeard e -> {
        peer(e.peer(), data);
        data.put("ownPriority", e.own().value());
      }
      case Observation.AddressRestored e -> addresses(e.addresses(), data);
      case Observation.AddressConflict e -> {
        data.put("address", IpText.of(e.address()));
        data.put("mac", e.mac().toString());
        data.put("interface", e.interfaceName());
        data.put("heard", e.heard());
      }
      case Observation.IntervalMismatch e -> {
        data.put("peerAddress", IpText.of(e.source()));
        data.put("theirIntervalMillis", e.theirIntervalCs() * 10);
        data.put("ownIntervalMillis", e.ownIntervalCs() * 10);
      }
      case Observation.InstanceDeleted _ -> {}
    }
  }

  private static void node(NodeEvent event, ObjectNode data) {
    switch (event) {
      case NodeEvent.TrackerChanged e -> {
        data.put("tracker", e.result().key().name());
        data.put("kind", e.result().key().kind().name().toLowerCase(Locale.ROOT));
        data.put("good", e.result().good());
        data.put("value", e.result().value());
        data.put("evidence", e.result().evidence());
      }
      case NodeEvent.ConfigApplied e -> {
        data.put("revision", e.revision());
        data.put("actor", e.actor());
        var changes = data.putArray("changes");
        e.changes().forEach(changes::add);
      }
      case NodeEvent.ConfigRefused e -> {
        data.put("actor", e.actor());
        var problems = data.putArray("problems");
        e.problems().forEach(problems::add);
      }
      case NodeEvent.DeliveryFailed e -> {
        data.put("destination", e.name());
        if (!e.eventId().isEmpty()) {
          data.put("eventId", e.eventId());
        }
        data.put("why", e.why());
      }
    }
  }
}
