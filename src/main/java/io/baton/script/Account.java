package io.baton.script;

/// A user and a group of this host.
///
/// @param name for messages
/// @param uid 0 to 4294967295
/// @param gid 0 to 4294967295
public record Account(String name, long uid, long gid) {

  public boolean isRoot() {
    return uid == 0;
  }

  boolean isSameAs(Account other) {
    return uid == other.uid && gid == other.gid;
  }
}
