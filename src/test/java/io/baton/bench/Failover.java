package io.baton.bench;

import io.baton.bench.Frame.Kind;
import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.Host;
import io.baton.interop.InstanceText;
import io.baton.interop.Overlap;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// The first router crashes, comes back and preempts, stops in order, comes back again.
final class Failover implements Scenario {

  /// Between two probes of the client, in milliseconds.
  private static final double PROBE = 1;

  private final double interval;
  private final int rounds;

  Failover(double interval, int rounds) {
    this.interval = interval;
    this.rounds = rounds;
  }

  @Override
  public String name() {
    return "failover-" + (int) (interval * 1000);
  }

  @Override
  public String description() {
    return ("advertisements each %d ms; the first router crashes (cable and process), comes back"
            + " and preempts, is stopped in order; the client asks each millisecond")
        .formatted((int) (interval * 1000));
  }

  @Override
  public void run(Daemon daemon, Samples samples) {
    try (var rig = new Rig(daemon)) {
      InstanceText instance = Rig.instance(interval);
      rig.startBoth(instance);
      for (int round = 0; round < rounds; round++) {
        crash(rig, instance, daemon, samples);
        rig.first().powerOn(Rig.VIP);
        preempt(rig, instance, daemon, samples);
        stop(rig, daemon, samples);
        preempt(rig, instance, daemon, samples);
      }
    }
  }

  private void crash(Rig rig, InstanceText instance, Daemon daemon, Samples samples) {
    String dead = rig.first().mac();
    String alive = rig.second().mac();
    Timeline seen =
        watched(
            rig,
            () -> {
              rig.first().crash();
              rig.awaitSecond();
            });
    long last = seen.lastAdvertisement(dead).at();
    long due = last + (long) (instance.down(Rig.SECOND) * 1_000_000_000);
    int vip = Frame.address(Rig.VIP);
    add(
        samples,
        daemon,
        "crash: first advertisement after it is due",
        1.5,
        due,
        seen.first(Kind.ADVERTISEMENT, alive, last, _ -> true));
    add(
        samples,
        daemon,
        "crash: first gratuitous ARP after the advertisement is due",
        1,
        due,
        seen.first(Kind.ANNOUNCEMENT, alive, last, f -> f.source() == vip));
    add(
        samples,
        daemon,
        "crash: first reply to the client after the advertisement is due",
        1,
        due,
        seen.first(Kind.ECHO_REPLY, alive, last, f -> f.source() == vip));
  }

  private void add(
      Samples samples, Daemon daemon, String what, double goal, long due, Frame frame) {
    samples.add(new Metric(name(), what, "ms", goal), daemon, Timeline.millis(frame.at() - due));
  }

  private void preempt(Rig rig, InstanceText instance, Daemon daemon, Samples samples) {
    LocalDateTime from = LocalDateTime.now(ZoneId.systemDefault());
    Host first = rig.first();
    Timeline seen =
        watched(
            rig,
            () -> {
              rig.startFirst(instance.at(Rig.FIRST));
              rig.awaitFirst(interval);
            });
    samples.add(
        new Metric(name(), "preempt: outage for the client", "ms", 0), daemon, outage(seen));
    samples.add(
        new Metric(name(), "preempt: both hosts hold the address", "ms", 0),
        daemon,
        1000
            * Overlap.longest(
                first, rig.second(), Rig.VIP, from, LocalDateTime.now(ZoneId.systemDefault())));
  }

  private void stop(Rig rig, Daemon daemon, Samples samples) {
    long[] took = new long[1];
    Timeline seen =
        watched(
            rig,
            () -> {
              long begin = System.nanoTime();
              rig.first().stopDaemon();
              took[0] = System.nanoTime() - begin;
              rig.awaitSecond();
            });
    samples.add(new Metric(name(), "stop: outage for the client", "ms", 0), daemon, outage(seen));
    samples.add(
        new Metric(name(), "stop: time to exit", "ms", 1), daemon, Timeline.millis(took[0]));
  }

  private static double outage(Timeline seen) {
    long from = seen.frames().getFirst().at();
    long until = seen.frames().getLast().at();
    return seen.outage(Frame.address(Rig.VIP), from, until, PROBE);
  }

  /// What the client saw from an interval before something until half a second after it.
  private Timeline watched(Rig rig, Runnable something) {
    Process probe = rig.probe();
    try (var capture = rig.capture()) {
      Pause.seconds(1.2 * interval + 0.1);
      something.run();
      Pause.seconds(0.5);
      return new Timeline(capture.frames());
    } finally {
      probe.destroy();
      probe.onExit().join();
    }
  }
}
