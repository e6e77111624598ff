package io.baton.engine;

import io.baton.config.GlobalConfig;
import java.util.Map;

/// What every part of the engine works with.
///
/// @param global of the configuration
/// @param pacer sends announcements
/// @param claims tells who else claims an address that is held
/// @param numbers where the numbers of events stood before the start, by instance and group
record EngineContext(
    Loop loop,
    NetworkPort network,
    EventSink events,
    EngineOptions options,
    GlobalConfig global,
    LinkTable links,
    FramePacer pacer,
    AddressClaims claims,
    Map<String, EventNumbers> numbers) {}
