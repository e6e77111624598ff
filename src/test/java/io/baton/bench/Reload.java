package io.baton.bench;

import io.baton.bench.Frame.Kind;
import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.InstanceText;
import io.baton.interop.Poll;
import io.baton.interop.Shell;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One of twenty routers gets another priority by SIGHUP.
final class Reload implements Scenario {

  private static final int ROUTERS = 20;
  private static final double INTERVAL = 0.1;
  private static final int CHANGED = 51;

  private final int rounds;

  Reload(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public String description() {
    return "twenty active routers, an advertisement each 100 ms; SIGHUP changes one's priority";
  }

  @Override
  public void run(Daemon daemon, Samples samples) {
    try (var rig = Rig.reloadable(daemon)) {
      int priority = 150;
      Process process = rig.startFirst(config(priority));
      Poll.until("the last router is active", 60, () -> rig.first().holds(address(ROUTERS - 1)));
      Pause.seconds(2);
      for (int round = 0; round < rounds; round++) {
        int next = ++priority;
        try (var capture = rig.capture()) {
          Pause.seconds(1);
          rig.writeFirst(config(next));
          long wall = System.currentTimeMillis() * 1_000_000;
          Shell.run("kill", "-HUP", Long.toString(process.pid()));
          Pause.seconds(3);
          measure(rig, new Timeline(capture.frames()), wall, next, daemon, samples);
        }
      }
    }
  }

  private void measure(
      Rig rig, Timeline seen, long wall, int priority, Daemon daemon, Samples samples) {
    String mac = rig.first().mac();
    Frame changed =
        seen.first(
            Kind.ADVERTISEMENT, mac, wall, f -> f.number() == CHANGED && f.priority() == priority);
    samples.add(
        new Metric(name(), "signal to first advertisement of the new priority", "ms", 1),
        daemon,
        Timeline.millis(changed.at() - wall));
    Map<Integer, Long> last = new HashMap<>();
    long longest = 0;
    for (Frame frame : seen.all(Kind.ADVERTISEMENT, mac)) {
      Long before = last.put(frame.number(), frame.at());
      if (before != null && frame.number() != CHANGED) {
        longest = Math.max(longest, frame.at() - before);
      }
    }
    samples.add(
        new Metric(name(), "longest pause of an untouched router beyond the interval", "ms", 1),
        daemon,
        Math.max(0, Timeline.millis(longest) - INTERVAL * 1000));
  }

  private static String address(int index) {
    return "10.9.0." + (100 + index);
  }

  private static String config(int priorityOfFirst) {
    return IntStream.range(0, ROUTERS)
        .mapToObj(
            i ->
                InstanceText.of(3, INTERVAL, address(i))
                    .named("VI_" + i, "eth0", CHANGED + i)
                    .at(i == 0 ? priorityOfFirst : 150))
        .collect(Collectors.joining());
  }
}
