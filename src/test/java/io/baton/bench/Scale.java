package io.baton.bench;

import io.baton.bench.Frame.Kind;
import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.Host;
import io.baton.interop.InstanceText;
import io.baton.interop.Poll;
import io.baton.interop.Shell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Many routers over networks of at most 250 each; frames of one virtual router id are told apart
/// by their source address.
final class Scale implements Scenario {

  private static final int PER_SEGMENT = 250;
  private static final double WATCHED = 20;
  private static final double NANOS = 1e9;

  private final int routers;

  Scale(int routers) {
    this.routers = routers;
  }

  /// A router: the address that its advertisements come from, less the host's part, and its id.
  private record Key(int segment, int id) {}

  @Override
  public String name() {
    return "scale-" + routers;
  }

  @Override
  public String description() {
    return ("%d routers at 1 s on %d segments: started alone, watched for %.0f s with a second host"
            + " beside it, then crashed")
        .formatted(routers, segments(), WATCHED);
  }

  private int segments() {
    return (routers + PER_SEGMENT - 1) / PER_SEGMENT;
  }

  @Override
  public void run(Daemon daemon, Samples samples) {
    try (var rig = new Rig(daemon)) {
      rig.addNetworks(devices());
      addresses(rig.first(), 1);
      addresses(rig.second(), 2);
      Process first;
      try (var capture = rig.capture(devices())) {
        long begin = System.currentTimeMillis() * 1_000_000;
        first = rig.startFirst(config(Rig.FIRST));
        String last = address(routers - 1);
        Poll.until("the last router is active", 120, () -> rig.first().holds(last));
        Pause.seconds(2);
        long up = lastFirst(new Timeline(capture.frames()), begin);
        add(
            samples,
            daemon,
            "start to the last router's first advertisement",
            "s",
            0.6,
            (up - begin) / NANOS);
      }
      Process second = rig.startSecond(config(Rig.SECOND));
      Pause.seconds(8);
      watch(rig, first, second, daemon, samples);
      crash(rig, daemon, samples);
    }
  }

  private void watch(Rig rig, Process first, Process second, Daemon daemon, Samples samples) {
    double active = Rig.processorTime(first);
    double backup = Rig.processorTime(second);
    List<Frame> frames;
    try (var capture = rig.capture(devices())) {
      Pause.seconds(WATCHED);
      frames = capture.frames();
    }
    double minutes = WATCHED / 60;
    add(
        samples,
        daemon,
        "processor time of the active host",
        "s/min",
        2,
        (Rig.processorTime(first) - active) / minutes);
    add(
        samples,
        daemon,
        "processor time of the backup host",
        "s/min",
        2,
        (Rig.processorTime(second) - backup) / minutes);
    add(samples, daemon, "memory of the active host (PSS)", "MiB", 0, Rig.memory(first));
    long[] missed = new long[2];
    byRouter(frames, 1)
        .values()
        .forEach(
            times -> {
              missed[1] += times.size();
              for (int i = 1; i < times.size(); i++) {
                missed[0] += Math.round((times.get(i) - times.get(i - 1)) / NANOS) - 1;
              }
            });
    add(
        samples,
        daemon,
        "missed advertisements",
        "%",
        1,
        missed[1] == 0 ? 100 : 100.0 * Math.max(0, missed[0]) / missed[1]);
    add(samples, daemon, "false takeovers", "", 1, byRouter(frames, 2).size());
  }

  private void crash(Rig rig, Daemon daemon, Samples samples) {
    List<Frame> frames;
    try (var capture = rig.capture(devices())) {
      Pause.seconds(2);
      rig.crashFirst(devices());
      Pause.seconds(8);
      frames = capture.frames();
    }
    Map<Key, List<Long>> before = byRouter(frames, 1);
    Map<Key, List<Long>> after = byRouter(frames, 2);
    double down = InstanceText.of(3, 1, Rig.VIP).down(Rig.SECOND);
    var late = new ArrayList<Double>();
    before.forEach(
        (key, times) -> {
          List<Long> taken = after.get(key);
          if (taken != null) {
            late.add((taken.getFirst() - times.getLast()) / NANOS - down);
          }
        });
    late.sort(Comparator.naturalOrder());
    add(
        samples,
        daemon,
        "crash: routers not taken over within 8 s",
        "",
        1,
        (double) before.size() - late.size());
    add(
        samples,
        daemon,
        "crash: takeover after it is due, median",
        "ms",
        1,
        late.isEmpty() ? Double.NaN : 1000 * late.get(late.size() / 2));
    add(
        samples,
        daemon,
        "crash: takeover after it is due, latest",
        "ms",
        1,
        late.isEmpty() ? Double.NaN : 1000 * late.getLast());
  }

  private void add(
      Samples samples, Daemon daemon, String what, String unit, double goal, double value) {
    samples.add(new Metric(name(), what, unit, goal), daemon, value);
  }

  /// When each router of a host advertised, without resignations.
  private static Map<Key, List<Long>> byRouter(List<Frame> frames, int host) {
    var times = new HashMap<Key, List<Long>>();
    for (Frame frame : frames) {
      if (frame.kind() == Kind.ADVERTISEMENT
          && frame.priority() > 0
          && (frame.source() & 0xff) == host
          && frame.source() >>> 24 == 10) {
        var key = new Key(frame.source() >> 16 & 0xff, frame.number());
        times.computeIfAbsent(key, _ -> new ArrayList<>()).add(frame.at());
      }
    }
    return times;
  }

  private long lastFirst(Timeline seen, long begin) {
    Map<Key, List<Long>> times = byRouter(seen.frames(), 1);
    if (times.size() != routers) {
      throw new IllegalStateException(
          "%d of %d routers advertise".formatted(times.size(), routers));
    }
    return times.values().stream().mapToLong(List::getFirst).max().orElse(begin);
  }

  private List<String> devices() {
    return IntStream.range(0, segments()).mapToObj(Scale::device).toList();
  }

  private void addresses(Host host, int number) {
    for (int segment = 0; segment < segments(); segment++) {
      Shell.line(
          "ip -n %s addr add 10.%d.0.%d/16 dev %s"
              .formatted(host, 100 + segment, number, device(segment)));
    }
  }

  private static String device(int segment) {
    return "v" + segment;
  }

  private static String address(int index) {
    return "10.%d.1.%d".formatted(100 + index / PER_SEGMENT, 1 + index % PER_SEGMENT);
  }

  private String config(int priority) {
    var text = new StringBuilder();
    for (int i = 0; i < routers; i++) {
      text.append(
          InstanceText.of(3, 1, address(i))
              .named("VI_" + i, device(i / PER_SEGMENT), 1 + i % PER_SEGMENT)
              .at(priority));
    }
    return text.toString();
  }
}
