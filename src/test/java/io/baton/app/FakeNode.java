package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.InstanceConfig;
import io.baton.config.Situation;
import io.baton.engine.ApplyResult;
import io.baton.engine.DrainOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node without a network.
final class FakeNode implements NodePort {

  final List<ChangePlan> applied = new ArrayList<>();
  BatonConfig running = BatonConfig.EMPTY;
  Map<String, DrainOrder> drains = Map.of();
  @Nullable String failure;
  @Nullable String objection;

  @Override
  public void start(BatonConfig config, Path stateDir) {
    running = config;
  }

  @Override
  public Map<String, Situation> situations() {
    return Map.of();
  }

  @Override
  public ApplyResult apply(ChangePlan plan) {
    if (failure != null) {
      return new ApplyResult(failure, List.of());
    }
    applied.add(plan);
    running = plan.to();
    return new ApplyResult(null, List.of());
  }

  @Override
  public void drainAtStart(Map<String, DrainOrder> orders) {
    drains = orders;
  }

  @Override
  public void drain(Map<String, DrainOrder> orders) {
    drains = orders;
  }

  @Override
  public void resign(List<String> instances, String actor, String why) {}

  @Override
  public void announce(String instance) {}

  @Override
  public List<String> together(String instance) {
    return names().contains(instance) ? List.of(instance) : List.of();
  }

  @Override
  public Optional<String> whyNotGiveUp(List<String> instances) {
    return Optional.ofNullable(objection);
  }

  @Override
  public List<String> names() {
    return running.instances().stream().map(InstanceConfig::name).toList();
  }
}
