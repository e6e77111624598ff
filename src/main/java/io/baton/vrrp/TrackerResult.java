package io.baton.vrrp;

/// What a tracker found out.
///
/// @param good whether what it watches is well; always true for a file
/// @param value the number in a file, 0 for all others
/// @param evidence what was observed, for people: `exit code 1`
public record TrackerResult(TrackerKey key, boolean good, int value, String evidence) {

  public TrackerResult(TrackerKey key, boolean good, String evidence) {
    this(key, good, 0, evidence);
  }
}
