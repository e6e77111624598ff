package io.baton.engine;

import io.baton.config.GlobalConfig;

/// What every part of the engine works with.
///
/// @param global of the configuration
/// @param pacer sends announcements
record EngineContext(
    Loop loop,
    NetworkPort network,
    EventSink events,
    EngineOptions options,
    GlobalConfig global,
    LinkTable links,
    FramePacer pacer) {}
