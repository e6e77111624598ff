package io.baton.engine;

/// How the engine behaves, whatever the configuration.
///
/// @param deadManAddresses whether addresses carry a kernel lifetime that only the living event loop
///     renews
public record EngineOptions(boolean deadManAddresses) {

  public static final EngineOptions DEFAULT = new EngineOptions(true);
}
