package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;

/// A whole configuration.
public record BatonConfig(
    @Valid GlobalConfig global,
    @Size(max = BatonConfig.MAX_NAMED) List<@Valid ScriptConfig> scripts,
    @Size(max = BatonConfig.MAX_NAMED) List<@Valid ProcessConfig> processes,
    @Size(max = BatonConfig.MAX_NAMED) List<@Valid FileConfig> files,
    @Size(max = BatonConfig.MAX_NAMED) List<@Valid CheckConfig> checks,
    @Size(max = BatonConfig.MAX_INSTANCES) List<@Valid InstanceConfig> instances,
    @Size(max = BatonConfig.MAX_NAMED) List<@Valid SyncGroupConfig> syncGroups,
    @Valid StaticConfig statics,
    @Size(max = BatonConfig.MAX_NOTIFIERS) List<@Valid NotifierConfig> notifiers) {

  public static final int MAX_INSTANCES = 4096;
  public static final int MAX_NOTIFIERS = 64;

  /// Of scripts, processes, files, checks and groups, each.
  public static final int MAX_NAMED = 1024;

  public static final BatonConfig EMPTY =
      new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of());

  public BatonConfig {
    scripts = List.copyOf(scripts);
    processes = List.copyOf(processes);
    files = List.copyOf(files);
    checks = List.copyOf(checks);
    instances = List.copyOf(instances);
    syncGroups = List.copyOf(syncGroups);
    notifiers = List.copyOf(notifiers);
  }

  public BatonConfig(
      GlobalConfig global, List<ScriptConfig> scripts, List<InstanceConfig> instances) {
    this(global, scripts, List.of(), List.of(), List.of(), instances, List.of(), StaticConfig.NONE);
  }

  public BatonConfig(
      GlobalConfig global,
      List<ScriptConfig> scripts,
      List<ProcessConfig> processes,
      List<FileConfig> files,
      List<CheckConfig> checks,
      List<InstanceConfig> instances,
      List<SyncGroupConfig> syncGroups,
      StaticConfig statics) {
    this(global, scripts, processes, files, checks, instances, syncGroups, statics, List.of());
  }
}
