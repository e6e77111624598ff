package io.baton.api;

import io.baton.engine.InstanceStatus;
import java.util.List;

/// What the API may read of the running engine. Any thread.
public interface EngineReader {

  /// A snapshot of every instance, taken between two steps; empty while nothing runs.
  List<InstanceStatus> instances();
}
