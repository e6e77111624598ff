package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Both sources in one: what comes from files first, then what is managed over the API.
public final class ConfigMerge {

  private ConfigMerge() {}

  /// The whole, with a name for every macvlan. Settings that there is only one of are the managed
  /// ones when those say anything.
  public static BatonConfig merge(BatonConfig files, BatonConfig managed) {
    return new BatonConfig(
        managed.global().equals(GlobalConfig.DEFAULT) ? files.global() : managed.global(),
        both(files.scripts(), managed.scripts()),
        both(files.processes(), managed.processes()),
        both(files.files(), managed.files()),
        both(files.checks(), managed.checks()),
        VirtualMacNames.distinct(both(files.instances(), managed.instances())),
        both(files.syncGroups(), managed.syncGroups()),
        managed.statics().equals(StaticConfig.NONE) ? files.statics() : managed.statics(),
        both(files.notifiers(), managed.notifiers()));
  }

  private static <T> List<T> both(List<T> files, List<T> managed) {
    var all = new ArrayList<>(files);
    all.addAll(managed);
    return all;
  }

  /// What the managed part would change although it stands in a file.
  ///
  /// @param name of the instance, group or tracker
  /// @param pointer into the files' configuration
  public record Conflict(String name, String pointer) {}

  /// The first conflict, if any.
  public static Optional<Conflict> conflict(BatonConfig files, BatonConfig managed) {
    if (!managed.global().equals(GlobalConfig.DEFAULT)
        && !files.global().equals(GlobalConfig.DEFAULT)) {
      return Optional.of(new Conflict("global", "/global"));
    }
    if (!managed.statics().equals(StaticConfig.NONE)
        && !files.statics().equals(StaticConfig.NONE)) {
      return Optional.of(new Conflict("statics", "/statics"));
    }
    return in("/scripts", files.scripts(), managed.scripts(), ScriptConfig::name)
        .or(() -> in("/processes", files.processes(), managed.processes(), ProcessConfig::name))
        .or(() -> in("/files", files.files(), managed.files(), FileConfig::name))
        .or(() -> in("/checks", files.checks(), managed.checks(), CheckConfig::name))
        .or(() -> in("/instances", files.instances(), managed.instances(), InstanceConfig::name))
        .or(
            () ->
                in("/syncGroups", files.syncGroups(), managed.syncGroups(), SyncGroupConfig::name))
        .or(() -> in("/notifiers", files.notifiers(), managed.notifiers(), NotifierConfig::name));
  }

  private static <T> Optional<Conflict> in(
      String section, List<T> files, List<T> managed, Function<T, String> name) {
    var names = files.stream().map(name).toList();
    return managed.stream()
        .map(name)
        .filter(names::contains)
        .findFirst()
        .map(n -> new Conflict(n, section + "/" + names.indexOf(n)));
  }
}
