package io.baton.monitor;

import io.baton.engine.EngineStatus;
import io.baton.engine.LoopDelay;
import io.baton.track.Tries;
import java.util.List;
import java.util.Map;

/// This node at one moment.
///
/// @param timers how late the event loop ran its timers
/// @param waits how long tasks of other threads waited for the event loop
/// @param tries of the trackers that try something
/// @param kernelRefusals what the kernel refused, by operation
/// @param malformedPackets without a proper IP header
/// @param lostEvents that nobody was told of, since too many waited
public record NodeSnapshot(
    EngineStatus engine,
    LoopDelay timers,
    LoopDelay waits,
    List<Tries> tries,
    Map<String, Long> kernelRefusals,
    long malformedPackets,
    long lostEvents) {

  public NodeSnapshot {
    tries = List.copyOf(tries);
    kernelRefusals = Map.copyOf(kernelRefusals);
  }
}
