package io.baton.bench;

import io.baton.bench.Frame.Kind;
import io.baton.bench.Samples.Metric;
import io.baton.interop.Daemon;
import io.baton.interop.InstanceText;
import io.baton.interop.Poll;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A router with many addresses takes over.
final class ManyAddresses implements Scenario {

  private static final double INTERVAL = 0.5;

  private final int count;
  private final int rounds;

  ManyAddresses(int count, int rounds) {
    this.count = count;
    this.rounds = rounds;
  }

  @Override
  public String name() {
    return "addresses-" + count;
  }

  @Override
  public String description() {
    return "the first router crashes; the second one sets and announces %d addresses"
        .formatted(count);
  }

  @Override
  public void run(Daemon daemon, Samples samples) {
    for (int round = 0; round < rounds; round++) {
      try (var rig = new Rig(daemon)) {
        InstanceText instance = Rig.instance(INTERVAL).with(excluded());
        rig.startBoth(instance);
        try (var capture = rig.capture()) {
          Pause.seconds(2 * INTERVAL);
          rig.first().crash();
          String last = address(count - 1);
          Poll.until("the last address is there", 60, () -> rig.second().holds(last));
          Pause.seconds(1);
          measure(rig, new Timeline(capture.frames()), daemon, samples);
        }
      }
    }
  }

  private void measure(Rig rig, Timeline seen, Daemon daemon, Samples samples) {
    String alive = rig.second().mac();
    long last = seen.lastAdvertisement(rig.first().mac()).at();
    long start = seen.first(Kind.ADVERTISEMENT, alive, last, _ -> true).at();
    Map<Integer, Long> announced = new HashMap<>();
    seen.all(Kind.ANNOUNCEMENT, alive).forEach(f -> announced.putIfAbsent(f.source(), f.at()));
    if (announced.size() < count) {
      throw new IllegalStateException(
          "%d of %d addresses were announced".formatted(announced.size(), count));
    }
    long set =
        IntStream.range(0, count)
            .mapToLong(i -> nanos(rig.second().changes(address(i)).getLast().at()))
            .max()
            .orElseThrow();
    samples.add(
        new Metric(name(), "last address after the first advertisement", "ms", 1),
        daemon,
        Timeline.millis(set - start));
    long told = announced.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    samples.add(
        new Metric(name(), "last address announced after the first advertisement", "ms", 1),
        daemon,
        Timeline.millis(told - start));
  }

  private static long nanos(java.time.LocalDateTime at) {
    var instant = at.atZone(ZoneId.systemDefault()).toInstant();
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  private static String address(int index) {
    return index == 0 ? Rig.VIP : "10.20.%d.%d".formatted(index / 250, 1 + index % 250);
  }

  private String excluded() {
    return count == 1
        ? ""
        : IntStream.range(1, count)
            .mapToObj(i -> "  " + address(i) + "/32\n")
            .collect(Collectors.joining("", "virtual_ipaddress_excluded {\n", "}"));
  }
}
