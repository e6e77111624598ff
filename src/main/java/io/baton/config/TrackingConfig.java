package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;

/// What an instance or a group depends on besides scripts.
///
/// @param ownInterface whether the instance depends on its own interface (`dont_track_primary` is
///   no); without meaning for a group
public record TrackingConfig(
    @Size(max = 1024) List<@Valid Tracked> interfaces,
    @Size(max = 1024) List<@Valid Tracked> processes,
    @Size(max = 1024) List<@Valid Tracked> files,
    @Size(max = 1024) List<@Valid Tracked> checks,
    boolean ownInterface) {

  public static final TrackingConfig DEFAULT =
      new TrackingConfig(List.of(), List.of(), List.of(), List.of(), true);

  public TrackingConfig {
    interfaces = List.copyOf(interfaces);
    processes = List.copyOf(processes);
    files = List.copyOf(files);
    checks = List.copyOf(checks);
  }
}
