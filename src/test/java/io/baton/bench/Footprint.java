package io.baton.bench;

import io.baton.bench.Frame.Kind;
import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.Poll;

/// What one router costs, and how soon it is there.
final class Footprint implements Scenario {

  private static final int OWNER = 255;

  private final int rounds;

  Footprint(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String description() {
    return "the owner of an address (priority 255) starts; its memory ten seconds later";
  }

  @Override
  public void run(Daemon daemon, Samples samples) {
    for (int round = 0; round < rounds; round++) {
      try (var rig = new Rig(daemon);
          var capture = rig.capture()) {
        long wall = System.currentTimeMillis() * 1_000_000;
        Process process =
            rig.startFirst(Rig.instance(1).at(OWNER).replace("state BACKUP", "state MASTER"));
        Poll.until("the router is active", 60, () -> rig.first().holds(Rig.VIP));
        Pause.seconds(10);
        samples.add(new Metric(name(), "memory (PSS)", "MiB", 0), daemon, Rig.memory(process));
        var seen = new Timeline(capture.frames());
        samples.add(
            new Metric(name(), "start to first advertisement", "ms", 0),
            daemon,
            Timeline.millis(
                seen.first(Kind.ADVERTISEMENT, rig.first().mac(), 0, _ -> true).at() - wall));
      }
    }
  }
}
