package io.baton.engine;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.TrackerResult;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The whole engine between two steps: an immutable snapshot.
///
/// @param started whether the instances have taken up work; not while `startupDelay` lasts
/// @param trackers the last verdicts; interfaces are not among them
/// @param interfaces those that instances depend on, and whether each is there and up
/// @param channels what advertisements are heard on
public record EngineStatus(
    boolean started,
    List<InstanceStatus> instances,
    List<TrackerResult> trackers,
    Map<String, Boolean> interfaces,
    List<Channel> channels) {

  public EngineStatus {
    instances = List.copyOf(instances);
    trackers = List.copyOf(trackers);
    interfaces = Collections.unmodifiableMap(new TreeMap<>(interfaces));
    channels = List.copyOf(channels);
  }

  /// One channel.
  ///
  /// @param failure why it is not open; empty while it is
  /// @param refused what was heard there and belongs to no instance
  public record Channel(
      String interfaceName, AddressFamily family, String failure, Map<Refusal, Long> refused) {

    public Channel {
      refused = Map.copyOf(refused);
    }
  }
}
