package io.baton.engine;

/// Warns of what somebody else can cause as often as he likes. Event loop only.
@FunctionalInterface
interface Warning {

  /// @param code of the message, as the manual lists it
  /// @param kind of each, one message a period is logged, with the number of those left out
  void accept(String code, Object kind, String message);
}
