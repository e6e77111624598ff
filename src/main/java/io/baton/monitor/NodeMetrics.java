package io.baton.monitor;

import io.baton.engine.EngineStatus;
import io.baton.engine.LoopDelay;
import io.baton.track.Tries;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What is measured of the node beside its virtual routers.
final class NodeMetrics {

  /// In seconds. A delay may be counted a quarter too high.
  private static final List<Double> BOUNDS =
      List.of(0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5);

  private final Families families;

  NodeMetrics(Families families) {
    this.families = families;
  }

  void add(NodeSnapshot node) {
    addNetwork(node.engine());
    node.engine().trackers().forEach(this::addResult);
    node.tries().forEach(this::addTries);
    addDelay("timer_lateness", "how late timers of the event loop ran", node.timers());
    addDelay("wait", "how long what other threads handed over waited for the loop", node.waits());
    node.kernelRefusals()
        .forEach(
            (operation, count) ->
                families
                    .counter(
                        "baton_kernel_refusals",
                        "system calls and netlink requests that failed",
                        "operation")
                    .add(count, operation));
    families
        .counter("baton_packets_malformed", "packets without a proper IP header")
        .add(node.malformedPackets());
    families
        .counter("baton_events_lost", "events that nobody was told of, since too many waited")
        .add(node.lostEvents());
  }

  private void addNetwork(EngineStatus engine) {
    families
        .gauge("baton_engine_started", "1 when the instances have taken up work")
        .add(engine.started());
    engine
        .interfaces()
        .forEach(
            (name, up) ->
                families
                    .gauge(
                        "baton_interface_up", "whether the interface is there and up", "interface")
                    .add(up, name));
    for (var channel : engine.channels()) {
      String family = InstanceMetrics.kind(channel.family());
      families
          .gauge(
              "baton_channel_open", "whether advertisements are heard here", "interface", "family")
          .add(channel.failure().isEmpty(), channel.interfaceName(), family);
      var refused =
          families.counter(
              "baton_channel_packets_refused",
              "packets that belong to no instance",
              "interface",
              "family",
              "reason");
      channel
          .refused()
          .forEach((why, count) -> refused.add(count, channel.interfaceName(), family, why.name()));
    }
  }

  private void addResult(TrackerResult result) {
    String kind = InstanceMetrics.kind(result.key().kind());
    families
        .gauge("baton_tracker_good", "whether what is watched is well", "kind", "tracker")
        .add(result.good(), kind, result.key().name());
    if (result.key().kind() == TrackerKey.Kind.FILE) {
      families
          .gauge("baton_tracker_value", "the number in a watched file", "kind", "tracker")
          .add(result.value(), kind, result.key().name());
    }
  }

  private void addTries(Tries tries) {
    String kind = InstanceMetrics.kind(tries.key().kind());
    String name = tries.key().name();
    families
        .counter(
            "baton_tracker_tries", "tries by what became of them", "kind", "tracker", "outcome")
        .add(tries.succeeded(), kind, name, "success")
        .add(tries.failed(), kind, name, "failure")
        .add(tries.leftOut(), kind, name, "left_out");
    families
        .summary("baton_tracker_try_duration_seconds", "how long tries took", "kind", "tracker")
        .addSum(tries.succeeded() + tries.failed(), tries.totalNanos() / 1e9, kind, name);
    families
        .gauge(
            "baton_tracker_last_try_duration_seconds",
            "how long the last try took",
            "kind",
            "tracker")
        .add(tries.lastNanos() / 1e9, kind, name);
  }

  private void addDelay(String name, String help, LoopDelay delay) {
    families
        .histogram("baton_loop_" + name + "_seconds", help)
        .addCounts(BOUNDS, counts(delay), delay.totalNanos() / 1e9);
    families
        .gauge("baton_loop_" + name + "_max_seconds", help + ", the most so far")
        .add(delay.maxNanos() / 1e9);
  }

  private static List<Long> counts(LoopDelay delay) {
    var counts = new ArrayList<>(Collections.nCopies(BOUNDS.size() + 1, 0L));
    for (var bucket : delay.buckets()) {
      int i = 0;
      while (i < BOUNDS.size() && bucket.upToNanos() > BOUNDS.get(i) * 1e9) {
        i++;
      }
      counts.set(i, counts.get(i) + bucket.count());
    }
    return counts;
  }
}
