package io.baton.event;

import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.Fault;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Reason;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One event of every kind, and a transition for every reason.
final class EngineEvents {

  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");
  private static final String NAME = "VI_1";
  private static final Priority OWN = new Priority(100);
  private static final InetAddress OTHER = InetAddress.ofLiteral("10.0.0.36");
  private static final Peer PEER = new Peer(OTHER, new Priority(80), 1);
  private static final Fault FAULT = new Fault(Fault.Kind.TRACKER_FAILED, "script check_web");
  private static final List<Term> TERMS = List.of(new Term(TrackerKey.script("check_web"), -20));
  private static final List<VirtualAddress> ADDRESSES =
      List.of(VirtualAddress.of(InetAddress.ofLiteral("10.0.0.40"), 24));

  private EngineEvents() {}

  static Stream<EngineEvent> all() {
    return Stream.of(transitions(), observations(), nodeEvents()).flatMap(s -> s);
  }

  static TransitionEvent transition(Reason reason, ReportedState to, @Nullable String group) {
    return new TransitionEvent(
        TIME,
        NAME,
        17,
        1772600767123L,
        group,
        "eth0",
        new Vrid(51),
        VrrpVersion.V3,
        new Transition(ReportedState.BACKUP, to, reason),
        OWN,
        new Priority(80),
        TERMS,
        ADDRESSES);
  }

  private static Stream<EngineEvent> transitions() {
    return Stream.of(
            new Reason.Started(),
            new Reason.Stopped(),
            new Reason.AddressOwner(),
            new Reason.ActiveDownTimerExpired(PEER, 3_609_375_000L),
            new Reason.ActiveDownTimerExpired(null, 3_609_375_000L),
            new Reason.PeerResigned(PEER),
            new Reason.Preempting(PEER, OWN),
            new Reason.BetterRouterHeard(PEER, OWN),
            new Reason.Faulted(FAULT, "exit code 1: connection refused"),
            new Reason.FaultsCleared(FAULT),
            new Reason.WokeLate(5_000_000_000L),
            new Reason.WithGroup("VI_2 of the sync group is in FAULT"),
            new Reason.OperatorOrder("alice", "maintenance"),
            new Reason.Resumed())
        .map(reason -> transition(reason, ReportedState.MASTER, null));
  }

  private static Stream<EngineEvent> observations() {
    var mac = MacAddress.of(new byte[] {2, 0, 0, 0, 0, 7});
    return Stream.of(
        transition(new Reason.AddressOwner(), ReportedState.FAULT, "VG_1"),
        new GroupEvent(
            TIME,
            "VG_1",
            3,
            new Transition(
                ReportedState.BACKUP, ReportedState.MASTER, new Reason.WithGroup("all agree")),
            List.of("VI_1", "VI_2")),
        new Observation.PriorityChanged(TIME, NAME, 18, OWN, OWN, new Priority(80), TERMS),
        new Observation.SplitBrainDetected(TIME, NAME, 19, PEER, OWN, OTHER, 4),
        new Observation.LowerPriorityHeard(TIME, NAME, 20, PEER, OWN),
        new Observation.AddressRestored(TIME, NAME, 21, ADDRESSES),
        new Observation.AddressConflict(TIME, NAME, 22, OTHER, mac, "eth0", 1),
        new Observation.IntervalMismatch(TIME, NAME, 23, OTHER, 200, 100),
        new Observation.InstanceDeleted(TIME, NAME, 24, NotifyConfig.NONE));
  }

  private static Stream<EngineEvent> nodeEvents() {
    return Stream.of(
        new NodeEvent.TrackerChanged(
            TIME, new TrackerResult(TrackerKey.script("check_web"), false, "exit code 1")),
        new NodeEvent.ConfigApplied(TIME, 7, "alice", List.of("VI_1: priority 100 -> 90")),
        new NodeEvent.ConfigRefused(TIME, "SIGHUP", List.of("baton.yaml:3:5: no such key")),
        new NodeEvent.DeliveryFailed(TIME, "pager", "01a20e2d-e1e9-789c-a911-60be33e811ed", "403"),
        new NodeEvent.DeliveryFailed(TIME, "pager", "", "5 events were dropped"));
  }
}
