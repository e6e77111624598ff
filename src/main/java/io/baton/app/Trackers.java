package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.CheckConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.Tracked;
import io.baton.config.TrackedScript;
import io.baton.config.TrackingConfig;
import io.baton.linux.ProcessEvents;
import io.baton.script.Commands;
import io.baton.track.CheckTracker;
import io.baton.track.FileWatch;
import io.baton.track.ProcessWatch;
import io.baton.track.ScriptTracker;
import io.baton.track.Tries;
import io.baton.vrrp.TrackerResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the trackers that somebody depends on; others are not run, as in keepalived. Started and
/// stopped from one thread, not the event loop.
final class Trackers {

  private final Map<ScriptConfig, ScriptTracker> scripts = new ConcurrentHashMap<>();
  private final Map<CheckConfig, CheckTracker> checks = new ConcurrentHashMap<>();
  private Set<String> started = Set.of();
  private @Nullable ProcessWatch processes;
  private @Nullable ProcessEvents processEvents;
  private @Nullable FileWatch files;

  /// @param verdicts called on many threads; must neither block nor throw
  void start(BatonConfig config, Commands commands, Consumer<TrackerResult> verdicts) {
    change(config, commands, verdicts);
  }

  /// Another configuration: what is the same goes on as it is, with its processes; what is
  /// different is ended and started anew, and its old verdict stands until it has a new one.
  void change(BatonConfig config, Commands commands, Consumer<TrackerResult> verdicts) {
    var used = usedScripts(config);
    var wanted = config.scripts().stream().filter(s -> used.contains(s.name())).toList();
    endOthers(scripts, wanted, ScriptTracker::close);
    for (var script : wanted) {
      if (!scripts.containsKey(script)) {
        var tracker = new ScriptTracker(goingOn(script), commands, verdicts);
        scripts.put(script, tracker);
        tracker.start();
      }
    }
    var usedChecks = used(config, TrackingConfig::checks);
    var wantedChecks = config.checks().stream().filter(c -> usedChecks.contains(c.name())).toList();
    endOthers(checks, wantedChecks, CheckTracker::close);
    for (var check : wantedChecks) {
      if (!checks.containsKey(check)) {
        var tracker = new CheckTracker(check, verdicts);
        checks.put(check, tracker);
        tracker.start();
      }
    }
    started = wanted.stream().map(ScriptConfig::name).collect(Collectors.toSet());
    startProcesses(config, verdicts);
    startFiles(config, verdicts);
  }

  /// A script that had a verdict does not begin with a failure, whatever `initFail` says.
  private ScriptConfig goingOn(ScriptConfig script) {
    if (!started.contains(script.name())) {
      return script;
    }
    return new ScriptConfig(
        script.name(),
        script.command(),
        script.interval(),
        script.timeout(),
        script.weight(),
        script.reverse(),
        script.rise(),
        script.fall(),
        false);
  }

  private static <C, T> void endOthers(Map<C, T> running, List<C> wanted, Consumer<T> end) {
    for (var config : List.copyOf(running.keySet())) {
      if (!wanted.contains(config)) {
        var tracker = running.remove(config);
        if (tracker != null) {
          end.accept(tracker);
        }
      }
    }
  }

  private void startProcesses(BatonConfig config, Consumer<TrackerResult> verdicts) {
    var used = used(config, TrackingConfig::processes);
    var wanted = config.processes().stream().filter(p -> used.contains(p.name())).toList();
    if (processes != null) {
      processes.track(wanted);
      return;
    }
    if (wanted.isEmpty()) {
      return;
    }
    var watch = new ProcessWatch(verdicts);
    var events = new ProcessEvents(watch::onChanged, watch::onEnded, watch::onLost);
    watch.track(wanted);
    watch.start(events.start());
    processes = watch;
    processEvents = events;
  }

  private void startFiles(BatonConfig config, Consumer<TrackerResult> verdicts) {
    var used = used(config, TrackingConfig::files);
    var wanted = config.files().stream().filter(f -> used.contains(f.name())).toList();
    if (files != null) {
      files.track(wanted);
      return;
    }
    if (wanted.isEmpty()) {
      return;
    }
    var watch = new FileWatch(verdicts);
    watch.track(wanted);
    watch.start();
    files = watch;
  }

  private static Set<String> usedScripts(BatonConfig config) {
    return Stream.concat(
            config.instances().stream().flatMap(i -> i.trackScripts().stream()),
            config.syncGroups().stream().flatMap(g -> g.trackScripts().stream()))
        .map(TrackedScript::script)
        .collect(Collectors.toSet());
  }

  private static Set<String> used(
      BatonConfig config, Function<TrackingConfig, List<Tracked>> kind) {
    var names = new HashSet<String>();
    config.instances().forEach(i -> kind.apply(i.tracking()).forEach(t -> names.add(t.name())));
    config.syncGroups().forEach(g -> kind.apply(g.tracking()).forEach(t -> names.add(t.name())));
    return names;
  }

  /// How the tries of those that try something went so far. Any thread.
  List<Tries> tries() {
    return Stream.concat(
            scripts.values().stream().map(ScriptTracker::tries),
            checks.values().stream().map(CheckTracker::tries))
        .toList();
  }

  /// Nothing is told any more; what runs is being killed. Never blocks.
  void stop() {
    scripts.values().forEach(ScriptTracker::stop);
    checks.values().forEach(CheckTracker::stop);
    if (processes != null) {
      processes.stop();
    }
    if (files != null) {
      files.stop();
    }
  }

  /// Waits until all has ended, after `stop`.
  void close() {
    scripts.values().forEach(ScriptTracker::close);
    checks.values().forEach(CheckTracker::close);
    if (processEvents != null) {
      processEvents.close();
    }
    if (processes != null) {
      processes.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
