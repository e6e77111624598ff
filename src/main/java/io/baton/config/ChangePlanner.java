package io.baton.config;

import io.baton.config.PartChange.Kind;
import io.baton.config.PartChange.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// Finds the way from one configuration to another. Pure; the equality of records decides.
public final class ChangePlanner {

  private final BatonConfig from;
  private final BatonConfig to;
  private final Map<String, Situation> situations;

  private ChangePlanner(BatonConfig from, BatonConfig to, Map<String, Situation> situations) {
    this.from = from;
    this.to = to;
    this.situations = situations;
  }

  /// Plans.
  ///
  /// @param to validated
  /// @param situations by the name of the instance
  public static ChangePlan plan(
      BatonConfig from, BatonConfig to, Map<String, Situation> situations) {
    var planner = new ChangePlanner(from, to, situations);
    return new ChangePlan(from, to, planner.instances(), planner.parts());
  }

  private List<InstanceChange> instances() {
    var old = byName(from.instances(), InstanceConfig::name);
    var now = byName(to.instances(), InstanceConfig::name);
    var renamed = renamed(old, now);
    var removed = new ArrayList<InstanceChange>();
    var retuned = new ArrayList<InstanceChange>();
    var replaced = new ArrayList<InstanceChange>();
    var added = new ArrayList<InstanceChange>();
    for (var before : from.instances()) {
      var after = now.get(renamed.getOrDefault(before.name(), before.name()));
      var impact = impact(before.name());
      if (after == null) {
        removed.add(new InstanceChange.Remove(before, List.of(), impact.remove(before)));
        continue;
      }
      var reasons = new ArrayList<String>();
      if (!after.name().equals(before.name())) {
        reasons.add("was called " + before.name());
      }
      reasons.addAll(InstanceFields.differences(before, after));
      reasons.addAll(surroundings(before, after));
      if (InstanceFields.restart(before, after)) {
        replaced.add(
            new InstanceChange.Replace(before, after, reasons, impact.replace(before, after)));
      } else if (!reasons.isEmpty()) {
        retuned.add(
            new InstanceChange.Retune(before, after, reasons, impact.retune(before, after)));
      }
    }
    for (var after : to.instances()) {
      if (!old.containsKey(after.name()) && !renamed.containsValue(after.name())) {
        added.add(new InstanceChange.Add(after, List.of(), impact(after.name()).add(after)));
      }
    }
    removed.addAll(retuned);
    removed.addAll(replaced);
    removed.addAll(added);
    return removed;
  }

  /// The new names of those that are gone while the same virtual router has come under another
  /// name.
  private static Map<String, String> renamed(
      Map<String, InstanceConfig> old, Map<String, InstanceConfig> now) {
    var names = new LinkedHashMap<String, String>();
    for (var before : old.values()) {
      if (!now.containsKey(before.name())) {
        now.values().stream()
            .filter(after -> !old.containsKey(after.name()))
            .filter(after -> !names.containsValue(after.name()))
            .filter(after -> !InstanceFields.restart(before, after))
            .findFirst()
            .ifPresent(after -> names.put(before.name(), after.name()));
      }
    }
    return names;
  }

  private Impact impact(String name) {
    return new Impact(to, situations.getOrDefault(name, Situation.NONE));
  }

  /// What an instance depends on beside its own words: its sync groups and the weights that
  /// trackers have of their own.
  private List<String> surroundings(InstanceConfig before, InstanceConfig after) {
    var reasons = new ArrayList<String>();
    var oldGroups = groups(from, before.name());
    var newGroups = groups(to, after.name());
    for (var group : newGroups) {
      if (oldGroups.stream().noneMatch(g -> g.name().equals(group.name()))) {
        reasons.add("joins sync group " + group.name());
      }
    }
    for (var group : oldGroups) {
      var now = newGroups.stream().filter(g -> g.name().equals(group.name())).findFirst();
      if (now.isEmpty()) {
        reasons.add("leaves sync group " + group.name());
      } else if (!now.get().trackScripts().equals(group.trackScripts())
          || !now.get().tracking().equals(group.tracking())) {
        reasons.add("sync group " + group.name() + " tracks something else");
      }
    }
    var weights = weights(from);
    var weightsNow = weights(to);
    for (var tracker : used(after, newGroups)) {
      var was = weights.get(tracker);
      if (was != null && !was.equals(weightsNow.getOrDefault(tracker, was))) {
        reasons.add("weight of " + tracker + " changed");
      }
    }
    return reasons;
  }

  private static List<SyncGroupConfig> groups(BatonConfig config, String instance) {
    return config.syncGroups().stream().filter(g -> g.members().contains(instance)).toList();
  }

  private static Map<String, List<Object>> weights(BatonConfig config) {
    var weights = new LinkedHashMap<String, List<Object>>();
    config.scripts().forEach(c -> weights.put("script " + c.name(), pair(c.weight(), c.reverse())));
    config
        .processes()
        .forEach(c -> weights.put("process tracker " + c.name(), pair(c.weight(), c.reverse())));
    config
        .files()
        .forEach(c -> weights.put("file tracker " + c.name(), pair(c.weight(), c.reverse())));
    config.checks().forEach(c -> weights.put("check " + c.name(), pair(c.weight(), c.reverse())));
    return weights;
  }

  private static List<Object> pair(int weight, boolean reverse) {
    return List.of(weight, reverse);
  }

  private static Set<String> used(InstanceConfig instance, List<SyncGroupConfig> groups) {
    var used = new LinkedHashSet<String>();
    use(instance.trackScripts(), instance.tracking(), used);
    groups.forEach(g -> use(g.trackScripts(), g.tracking(), used));
    return used;
  }

  private static void use(List<TrackedScript> scripts, TrackingConfig tracking, Set<String> used) {
    scripts.forEach(t -> used.add("script " + t.script()));
    tracking.processes().forEach(t -> used.add("process tracker " + t.name()));
    tracking.files().forEach(t -> used.add("file tracker " + t.name()));
    tracking.checks().forEach(t -> used.add("check " + t.name()));
  }

  // ---- everything else ----

  private List<PartChange> parts() {
    var parts = new ArrayList<PartChange>();
    if (!from.global().equals(to.global())) {
      parts.add(global());
    }
    compare(Part.SCRIPT, from.scripts(), to.scripts(), ScriptConfig::name, parts);
    compare(Part.PROCESS, from.processes(), to.processes(), ProcessConfig::name, parts);
    compare(Part.FILE, from.files(), to.files(), FileConfig::name, parts);
    compare(Part.CHECK, from.checks(), to.checks(), CheckConfig::name, parts);
    compare(Part.NOTIFIER, from.notifiers(), to.notifiers(), NotifierConfig::name, parts);
    compare(Part.SYNC_GROUP, from.syncGroups(), to.syncGroups(), SyncGroupConfig::name, parts);
    if (!from.statics().equals(to.statics())) {
      var impact = "what is new is set, what is gone is taken away";
      parts.add(new PartChange(Part.STATICS, "", Kind.CHANGED, List.of(), impact));
    }
    return parts;
  }

  private PartChange global() {
    boolean realtime = !from.global().realtime().equals(to.global().realtime());
    var impact = realtime ? "real-time settings count from the next start" : "";
    return new PartChange(Part.GLOBAL, "", Kind.CHANGED, List.of(), impact);
  }

  private static <T> void compare(
      Part part, List<T> from, List<T> to, Function<T, String> name, List<PartChange> parts) {
    var old = byName(from, name);
    var now = byName(to, name);
    old.forEach(
        (key, value) -> {
          var after = now.get(key);
          if (after == null) {
            parts.add(new PartChange(part, key, Kind.REMOVED, List.of(), ""));
          } else if (!Objects.equals(value, after)) {
            parts.add(new PartChange(part, key, Kind.CHANGED, List.of(), impact(part)));
          }
        });
    now.keySet().stream()
        .filter(key -> !old.containsKey(key))
        .forEach(key -> parts.add(new PartChange(part, key, Kind.ADDED, List.of(), "")));
  }

  private static String impact(Part part) {
    return switch (part) {
      case SCRIPT, PROCESS, FILE, CHECK -> "its verdict stands until the next one";
      case NOTIFIER, SYNC_GROUP, GLOBAL, STATICS -> "";
    };
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    var map = new LinkedHashMap<String, T>();
    all.forEach(value -> map.putIfAbsent(name.apply(value), value));
    return map;
  }
}
