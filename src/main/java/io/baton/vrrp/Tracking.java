package io.baton.vrrp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How trackers move the priority and cause faults, as in keepalived.
public final class Tracking {

  /// What a file can add at most; one less than its negative is a fault.
  private static final int MOST_OF_A_FILE = 253;

  private Tracking() {}

  /// That a router depends on a tracker.
  ///
  /// @param weight -254 to 254; 0: the tracker decides over FAULT
  /// @param reverse what the check would add it takes away, and the other way round; without a
  ///   weight, success is the fault. As keepalived 2.2 does it.
  public record Check(TrackerKey tracker, int weight, boolean reverse) {

    /// What this check adds to the priority: a positive weight while all is well, a negative one
    /// while it is not, with the opposite sign in reverse; for a file its number times the weight. A
    /// tracker that has not answered yet counts as well.
    int contribution(Map<TrackerKey, TrackerResult> results) {
      var result = results.get(tracker);
      if (tracker.kind() == TrackerKey.Kind.FILE) {
        return result == null ? 0 : Math.clamp(product(result), -MOST_OF_A_FILE, MOST_OF_A_FILE);
      }
      boolean well = result == null || result.good();
      int moved = well ? Math.max(weight, 0) : Math.min(weight, 0);
      return reverse ? -moved : moved;
    }

    private long product(TrackerResult result) {
      return (long) result.value() * (reverse ? -weight : weight);
    }

    /// The fault that the check finds, if any: what it watches failed and it has no weight, or it
    /// waits for a first answer, or a file takes the whole priority away.
    Optional<Fault> fault(Map<TrackerKey, TrackerResult> results) {
      var result = results.get(tracker);
      if (tracker.kind() == TrackerKey.Kind.FILE) {
        boolean out = result != null && weight != 0 && product(result) < -MOST_OF_A_FILE;
        return out ? Optional.of(failed()) : Optional.empty();
      }
      if (weight != 0) {
        return Optional.empty();
      }
      if (result == null) {
        return Optional.of(new Fault(Fault.Kind.TRACKER_PENDING, tracker.toString()));
      }
      return result.good() == reverse ? Optional.of(failed()) : Optional.empty();
    }

    private Fault failed() {
      return new Fault(Fault.Kind.TRACKER_FAILED, tracker.toString());
    }
  }

  /// The base priority plus all contributions, held within 1 to 254; an owner's 255 never moves.
  public static Priority effective(
      Priority base, List<Check> checks, Map<TrackerKey, TrackerResult> results) {
    if (base.isOwner()) {
      return base;
    }
    int sum = base.value();
    for (var check : checks) {
      sum += check.contribution(results);
    }
    return new Priority(Math.clamp(sum, 1, 254));
  }

  /// What one check adds to the priority.
  public record Term(TrackerKey tracker, int contribution) {}

  /// What each check adds, without those that add nothing.
  public static List<Term> terms(List<Check> checks, Map<TrackerKey, TrackerResult> results) {
    return checks.stream()
        .map(check -> new Term(check.tracker(), check.contribution(results)))
        .filter(term -> term.contribution() != 0)
        .toList();
  }

  /// The faults of all checks, in their order, each with what was observed.
  public static void addFaults(
      List<Check> checks, Map<TrackerKey, TrackerResult> results, Map<Fault, String> faults) {
    for (var check : checks) {
      var result = results.get(check.tracker());
      var evidence = result == null ? "" : result.evidence();
      check.fault(results).ifPresent(fault -> faults.put(fault, evidence));
    }
  }
}
