package io.baton.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The way from one configuration to another.
///
/// @param instances removed ones first, then those changed in place, replaced and added ones
/// @param parts what changes beside the instances
public record ChangePlan(
    BatonConfig from, BatonConfig to, List<InstanceChange> instances, List<PartChange> parts) {

  public ChangePlan {
    instances = List.copyOf(instances);
    parts = List.copyOf(parts);
  }

  /// The new names of instances by their old ones, of those that are called otherwise.
  public Map<String, String> renamed() {
    var names = new LinkedHashMap<String, String>();
    for (var change : instances) {
      if (change instanceof InstanceChange.Retune retune
          && !retune.from().name().equals(retune.to().name())) {
        names.put(retune.from().name(), retune.to().name());
      }
    }
    return names;
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return instances.isEmpty() && parts.isEmpty();
  }

  /// One line for each change: `retune VI_1: priority 100 to 90; 10.0.0.40 stays`.
  public List<String> lines() {
    var lines = new ArrayList<String>();
    for (var change : instances) {
      lines.add(
          line(
              change.getClass().getSimpleName(), change.name(), change.reasons(), change.impact()));
    }
    for (var change : parts) {
      lines.add(line(change.kind().name(), change.subject(), change.reasons(), change.impact()));
    }
    return lines;
  }

  private static String line(String verb, String name, List<String> reasons, String impact) {
    var what = String.join(", ", reasons);
    var start = verb.toLowerCase(Locale.ROOT) + " " + name;
    return start + (what.isEmpty() ? "" : ": " + what) + (impact.isEmpty() ? "" : "; " + impact);
  }
}
