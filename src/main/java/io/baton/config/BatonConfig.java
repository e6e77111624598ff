package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;

/// A whole configuration.
public record BatonConfig(
    @Valid GlobalConfig global,
    @Size(max = 1024) List<@Valid ScriptConfig> scripts,
    @Size(max = 4096) List<@Valid InstanceConfig> instances) {

  public static final BatonConfig EMPTY =
      new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of());

  public BatonConfig {
    scripts = List.copyOf(scripts);
    instances = List.copyOf(instances);
  }
}
