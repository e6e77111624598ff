package io.baton.vrrp;

/// What a tracker found out.
///
/// @param tracker the tracker's name
/// @param good whether what it watches is well
/// @param evidence what was observed, for people: `exit code 1`
public record TrackerResult(String tracker, boolean good, String evidence) {}
