package io.baton.api;

import io.baton.engine.InstanceStatus;
import io.baton.engine.LoopDelay;
import java.util.List;

/// What the API may read of the running engine. Any thread.
public interface EngineReader {

  /// A snapshot of every instance, taken between two steps; empty while nothing runs.
  List<InstanceStatus> instances();

  /// How late the timers of the event loop ran since the start.
  LoopDelay loopDelay();
}
