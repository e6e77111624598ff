package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;

/// Instances that change state together (`vrrp_sync_group`).
///
/// @param members names of instances
/// @param trackingWeights whether trackers with a weight are allowed (`sync_group_tracking_weight`)
/// @param notifyScripts told about the group: `GROUP`, the name, the state, 0
public record SyncGroupConfig(
    @NotBlank String name,
    @NotEmpty @Size(max = 1024) List<@NotBlank String> members,
    @Size(max = 1024) List<@Valid TrackedScript> trackScripts,
    @Valid TrackingConfig tracking,
    boolean trackingWeights,
    @Valid NotifyConfig notifyScripts) {

  public SyncGroupConfig {
    members = List.copyOf(members);
    trackScripts = List.copyOf(trackScripts);
  }
}
