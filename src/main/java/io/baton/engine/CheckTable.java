package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.CheckConfig;
import io.baton.config.FileConfig;
import io.baton.config.ProcessConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.Tracked;
import io.baton.config.TrackedScript;
import io.baton.config.TrackingConfig;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerKey.Kind;
import io.baton.vrrp.Tracking.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is tracked, with the weights that the trackers themselves have.
final class CheckTable {

  private record Default(int weight, boolean reverse) {}

  private final Map<TrackerKey, Default> defaults = new HashMap<>();

  CheckTable(BatonConfig config) {
    for (ScriptConfig c : config.scripts()) {
      put(Kind.SCRIPT, c.name(), c.weight(), c.reverse());
    }
    for (ProcessConfig c : config.processes()) {
      put(Kind.PROCESS, c.name(), c.weight(), c.reverse());
    }
    for (FileConfig c : config.files()) {
      put(Kind.FILE, c.name(), c.weight(), c.reverse());
    }
    for (CheckConfig c : config.checks()) {
      put(Kind.CHECK, c.name(), c.weight(), c.reverse());
    }
  }

  private void put(Kind kind, String name, int weight, boolean reverse) {
    defaults.put(new TrackerKey(kind, name), new Default(weight, reverse));
  }

  boolean knows(TrackerKey key) {
    return key.kind() == Kind.INTERFACE || defaults.containsKey(key);
  }

  /// The checks in the order of the configuration.
  List<Check> resolve(List<TrackedScript> scripts, TrackingConfig tracking) {
    var checks = new ArrayList<Check>();
    for (var s : scripts) {
      checks.add(check(Kind.SCRIPT, s.script(), s.weight(), s.reverse()));
    }
    addAll(Kind.INTERFACE, tracking.interfaces(), checks);
    addAll(Kind.PROCESS, tracking.processes(), checks);
    addAll(Kind.FILE, tracking.files(), checks);
    addAll(Kind.CHECK, tracking.checks(), checks);
    return checks;
  }

  private void addAll(Kind kind, List<Tracked> tracked, List<Check> checks) {
    for (var t : tracked) {
      checks.add(check(kind, t.name(), t.weight(), t.reverse()));
    }
  }

  private Check check(Kind kind, String name, @Nullable Integer weight, @Nullable Boolean reverse) {
    var key = new TrackerKey(kind, name);
    var own = kind == Kind.INTERFACE ? new Default(0, false) : defaults.get(key);
    if (own == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return new Check(
        key, weight == null ? own.weight() : weight, reverse == null ? own.reverse() : reverse);
  }
}
