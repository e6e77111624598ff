package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.Situation;
import io.baton.engine.ApplyResult;
import io.baton.engine.DrainOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What changes and orders are carried out on: the running daemon, or a simulated one. From one
/// thread at a time, not the event loop.
interface NodePort {

  /// Takes up work.
  ///
  /// @param config validated
  /// @param stateDir what must survive a restart
  void start(BatonConfig config, Path stateDir);

  /// How every instance stands, for a planner.
  Map<String, Situation> situations();

  /// Carries out a plan on the event loop, all or nothing. Scripts and trackers follow.
  ApplyResult apply(ChangePlan plan);

  /// Who is out of service when the engine starts.
  void drainAtStart(Map<String, DrainOrder> orders);

  /// Who is out of service from now on, and nobody else.
  void drain(Map<String, DrainOrder> orders);

  void resign(List<String> instances, String actor, String why);

  void announce(String instance);

  /// The instance and those that change state together with it; empty for one that is not there.
  List<String> together(String instance);

  /// Why an order to give up the role would leave nobody with it; empty when it would not.
  Optional<String> whyNotGiveUp(List<String> instances);

  /// Of all instances.
  List<String> names();
}
