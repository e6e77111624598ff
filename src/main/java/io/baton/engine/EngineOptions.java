package io.baton.engine;

import io.baton.vrrp.RouterInput;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.RouterState;
import io.baton.vrrp.Step;
import io.baton.vrrp.VirtualRouter;

/// How the engine behaves, whatever the configuration.
///
/// @param deadManAddresses whether addresses carry a kernel lifetime that only the living event
///   loop renews
/// @param core what decides; another one only in tests that plant faults
public record EngineOptions(boolean deadManAddresses, Core core) {

  public static final EngineOptions DEFAULT = new EngineOptions(true);

  public EngineOptions(boolean deadManAddresses) {
    this(deadManAddresses, VirtualRouter::step);
  }

  /// `VirtualRouter.step`.
  @FunctionalInterface
  public interface Core {
    Step step(RouterSettings settings, RouterState state, RouterInput input, long nowNanos);
  }
}
