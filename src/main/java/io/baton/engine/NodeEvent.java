package io.baton.engine;

import io.baton.vrrp.TrackerResult;
import java.time.Instant;
import java.util.List;

/// Something about this node and no single instance.
public sealed interface NodeEvent extends EngineEvent {

  /// A tracker's verdict is another one than before.
  record TrackerChanged(Instant time, TrackerResult result) implements NodeEvent {
    @Override
    public String name() {
      return result.key().toString();
    }
  }

  /// A new configuration runs.
  ///
  /// @param actor who changed it: a user of the API, `SIGHUP`, `file watch`
  /// @param changes one line each
  record ConfigApplied(Instant time, long revision, String actor, List<String> changes)
      implements NodeEvent {

    public ConfigApplied {
      changes = List.copyOf(changes);
    }

    @Override
    public String name() {
      return "configuration";
    }
  }

  /// A new configuration was refused; the old one runs on.
  ///
  /// @param problems one line each
  record ConfigRefused(Instant time, String actor, List<String> problems) implements NodeEvent {

    public ConfigRefused {
      problems = List.copyOf(problems);
    }

    @Override
    public String name() {
      return "configuration";
    }
  }

  /// An event was given up for a destination.
  ///
  /// @param name of the destination
  /// @param eventId of what is not delivered
  record DeliveryFailed(Instant time, String name, String eventId, String why)
      implements NodeEvent {}
}
