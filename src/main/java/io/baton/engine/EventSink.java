package io.baton.engine;

/// Where events go. Never blocks, never throws.
public interface EventSink {

  void emit(EngineEvent event);
}
