package io.baton.config;

import java.util.List;

/// What a plan does to something other than an instance.
///
/// @param name of the group or tracker; empty for what there is only one of
/// @param reasons what is different, one line each
/// @param impact what that does, in words
public record PartChange(Part part, String name, Kind kind, List<String> reasons, String impact) {

  /// What is changed.
  public enum Part {
    GLOBAL("the global settings"),
    SCRIPT("script"),
    PROCESS("process tracker"),
    FILE("file tracker"),
    CHECK("check"),
    NOTIFIER("notifier"),
    SYNC_GROUP("sync group"),
    STATICS("the static objects");

    private final String words;

    Part(String words) {
      this.words = words;
    }
  }

  /// How it is changed.
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }

  public PartChange {
    reasons = List.copyOf(reasons);
  }

  /// `script chk`.
  public String subject() {
    return name.isEmpty() ? part.words : part.words + " " + name;
  }
}
