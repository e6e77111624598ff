package io.baton.bench;

import io.baton.bench.Frame.Kind;
import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// How evenly one active router advertises.
final class Jitter implements Scenario {

  private static final double SECONDS = 10;

  private final double interval;
  private final boolean busy;

  Jitter(double interval, boolean busy) {
    this.interval = interval;
    this.busy = busy;
  }

  @Override
  public String name() {
    return "jitter-%d%s".formatted((int) (interval * 1000), busy ? "-busy" : "");
  }

  @Override
  public String description() {
    return "an advertisement each %d ms for %.0f s, %s"
        .formatted(
            (int) (interval * 1000),
            SECONDS,
            busy ? "two endless loops on each core" : "an idle machine");
  }

  @Override
  public void run(Daemon daemon, Samples samples) {
    try (var rig = new Rig(daemon)) {
      rig.startFirst(Rig.instance(interval).at(255));
      Poll.until("the router is active", 60, () -> rig.first().holds(Rig.VIP));
      Pause.seconds(2);
      List<Process> load = busy ? load() : List.of();
      try (var capture = rig.capture()) {
        Pause.seconds(SECONDS);
        List<Frame> sent =
            new Timeline(capture.frames()).all(Kind.ADVERTISEMENT, rig.first().mac());
        var metric = new Metric(name(), "distance from the interval", "ms", 0);
        for (int i = 1; i < sent.size(); i++) {
          double gap = Timeline.millis(sent.get(i).at() - sent.get(i - 1).at());
          samples.add(metric, daemon, Math.abs(gap - interval * 1000));
        }
      } finally {
        load.forEach(Process::destroyForcibly);
      }
    }
  }

  static List<Process> load() {
    var load = new ArrayList<Process>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      try {
        load.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return load;
  }
}
