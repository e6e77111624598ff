package io.baton.vrrp;

import java.util.List;
import java.util.Map;

/// How trackers move the priority and cause faults, as in keepalived.
public final class Tracking {

  private Tracking() {}

  /// That a router depends on a tracker.
  ///
  /// @param weight -253 to 253; 0: the tracker decides over FAULT
  /// @param reverse swaps the sense of the result
  public record Check(String tracker, int weight, boolean reverse) {

    /// What this check adds to the priority: a positive weight while all is well, a negative one
    /// while it is not. A tracker that has not answered yet counts as well.
    int contribution(Map<String, TrackerResult> results) {
      var result = results.get(tracker);
      boolean well = result == null || result.good() != reverse;
      return well ? Math.max(weight, 0) : Math.min(weight, 0);
    }

    /// Whether this check decides over FAULT rather than over the priority.
    public boolean decidesFault() {
      return weight == 0;
    }

    /// Whether the result, taken in the check's sense, is a failure.
    public boolean failedBy(TrackerResult result) {
      return result.good() == reverse;
    }
  }

  /// The base priority plus all contributions, held within 1 to 254; an owner's 255 never moves.
  public static Priority effective(
      Priority base, List<Check> checks, Map<String, TrackerResult> results) {
    if (base.isOwner()) {
      return base;
    }
    int sum = base.value();
    for (var check : checks) {
      sum += check.contribution(results);
    }
    return new Priority(Math.clamp(sum, 1, 254));
  }
}
