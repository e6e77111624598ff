package io.baton.engine;

/// Warns of what somebody else can cause as often as he likes. Event loop only.
@FunctionalInterface
interface Warning {

  /// Warns once a period for each kind, and tells how many were left out.
  ///
  /// @param code of the message, as the manual lists it
  /// @param kind of what happened, bounded in number
  void accept(String code, Object kind, String message);
}
