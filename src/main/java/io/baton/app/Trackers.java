package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.Tracked;
import io.baton.config.TrackedScript;
import io.baton.config.TrackingConfig;
import io.baton.linux.ProcessEvents;
import io.baton.script.Commands;
import io.baton.track.CheckTracker;
import io.baton.track.FileWatch;
import io.baton.track.ProcessWatch;
import io.baton.track.ScriptTracker;
import io.baton.vrrp.TrackerResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the trackers that somebody depends on; others are not run, as in keepalived. Started and
/// stopped from one thread, not the event loop.
final class Trackers {

  private final List<ScriptTracker> scripts = new ArrayList<>();
  private final List<CheckTracker> checks = new ArrayList<>();
  private @Nullable ProcessWatch processes;
  private @Nullable ProcessEvents processEvents;
  private @Nullable FileWatch files;

  /// @param verdicts called on many threads; must neither block nor throw
  void start(BatonConfig config, Commands commands, Consumer<TrackerResult> verdicts) {
    var used = usedScripts(config);
    config.scripts().stream()
        .filter(script -> used.contains(script.name()))
        .forEach(script -> scripts.add(new ScriptTracker(script, commands, verdicts)));
    var usedChecks = used(config, TrackingConfig::checks);
    config.checks().stream()
        .filter(check -> usedChecks.contains(check.name()))
        .forEach(check -> checks.add(new CheckTracker(check, verdicts)));
    scripts.forEach(ScriptTracker::start);
    checks.forEach(CheckTracker::start);
    startProcesses(config, verdicts);
    startFiles(config, verdicts);
  }

  private void startProcesses(BatonConfig config, Consumer<TrackerResult> verdicts) {
    var used = used(config, TrackingConfig::processes);
    var wanted = config.processes().stream().filter(p -> used.contains(p.name())).toList();
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

  /// Nothing is told any more; what runs is being killed. Never blocks.
  void stop() {
    scripts.forEach(ScriptTracker::stop);
    checks.forEach(CheckTracker::stop);
    if (processes != null) {
      processes.stop();
    }
    if (files != null) {
      files.stop();
    }
  }

  /// Waits until all has ended, after `stop`.
  void close() {
    scripts.forEach(ScriptTracker::close);
    checks.forEach(CheckTracker::close);
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
