package io.baton.engine;

/// What every part of the engine works with.
record EngineContext(Loop loop, NetworkPort network, EventSink events, LinkTable links) {}
