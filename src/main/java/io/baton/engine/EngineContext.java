package io.baton.engine;

import io.baton.config.GlobalConfig;
import java.util.function.Supplier;

/// What every part of the engine works with.
///
/// @param globals the global settings as they are now
/// @param pacer sends announcements
/// @param claims tells who else claims an address that is held
/// @param numbers where the numbers of events stood for those that are to be made
record EngineContext(
    Loop loop,
    NetworkPort network,
    EventSink events,
    EngineOptions options,
    Supplier<GlobalConfig> globals,
    LinkTable links,
    FramePacer pacer,
    AddressClaims claims,
    AddressHolders holders,
    KnownNumbers numbers) {

  GlobalConfig global() {
    return globals.get();
  }
}
