package io.baton.bench;

import io.baton.interop.Daemon;

/// Measures one daemon once; called for both in turn.
interface Scenario {

  /// What `scripts/bench` calls it.
  String name();

  /// What is done and measured, in a sentence.
  String description();

  void run(Daemon daemon, Samples samples);
}
