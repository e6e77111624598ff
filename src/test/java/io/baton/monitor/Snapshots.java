package io.baton.monitor;

import io.baton.config.BatonConfig;
import io.baton.config.YamlReader;
import io.baton.engine.EngineStatus;
import io.baton.engine.LoopDelay;
import io.baton.track.Tries;
import io.baton.vrrp.TrackerKey;
import java.util.List;
import java.util.Map;

/// Snapshots of a node whose engine is a simulated one.
final class Snapshots {

  private Snapshots() {}

  static BatonConfig config(String instances) {
    var yaml = "scripts: {chk: {command: [/bin/true]}}\ninstances:\n" + instances.indent(2);
    return YamlReader.read("test.yaml", yaml).config();
  }

  /// As `config`, with a start that takes a minute.
  static BatonConfig configWithDelay(String instances) {
    var yaml = "startupDelay: 60s\ninstances:\n" + instances.indent(2);
    return YamlReader.read("test.yaml", yaml).config();
  }

  static NodeSnapshot of(EngineStatus engine) {
    var timers =
        new LoopDelay(
            3,
            4_000_000,
            3_000_000,
            List.of(new LoopDelay.Bucket(500_000, 2), new LoopDelay.Bucket(4_000_000, 1)));
    var tries = new Tries(new TrackerKey(TrackerKey.Kind.SCRIPT, "chk"), 4, 1, 2, 250_000_000, 40);
    var refusals = Map.of("add_addresses", 2L, "send_frames", 0L);
    return new NodeSnapshot(engine, timers, LoopDelay.NONE, List.of(tries), refusals, 7, 0);
  }
}
