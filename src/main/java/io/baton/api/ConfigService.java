package io.baton.api;

import java.util.List;

/// The configuration of this node and every change of it. Any thread but the event loop; blocking.
public interface ConfigService {

  /// What runs now.
  ConfigState current();

  /// Validates, plans and applies a change, all or nothing.
  ChangeOutcome change(ChangeRequest request);

  /// Makes a change that was applied with `confirmWithin` stay; false when none of this revision
  /// waits.
  boolean confirm(long revision, String actor);

  /// The changes so far, the newest first; bounded.
  List<Revision> history();

  /// Makes the managed part what it was at a revision of the history.
  ChangeOutcome rollback(long revision, ChangeRequest.Meta meta);

  /// Reads the files again: the same path as every change.
  ///
  /// @param actor `SIGHUP`, `file watch` or a user of the API
  ChangeOutcome reload(String actor);
}
