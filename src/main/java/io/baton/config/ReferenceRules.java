package io.baton.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// That what instances and groups name is there, and that signatures have their key.
final class ReferenceRules {

  private final Rules rules;

  ReferenceRules(Rules rules) {
    this.rules = rules;
  }

  void check(BatonConfig config) {
    var known = new Known(config);
    for (int i = 0; i < config.instances().size(); i++) {
      tracking("/instances/" + i, config.instances().get(i).tracking(), known);
      signing("/instances/" + i + "/hmac", config.instances().get(i));
    }
    for (int i = 0; i < config.syncGroups().size(); i++) {
      var group = config.syncGroups().get(i);
      tracking("/syncGroups/" + i, group.tracking(), known);
      for (int k = 0; k < group.trackScripts().size(); k++) {
        exists(
            "/syncGroups/%d/trackScripts/%d/script".formatted(i, k),
            "script",
            group.trackScripts().get(k).script(),
            known.scripts);
      }
    }
    members(config, known);
  }

  private static final class Known {
    private final Set<String> scripts;
    private final Set<String> processes;
    private final Set<String> files;
    private final Set<String> checks;
    private final Set<String> instances;

    private Known(BatonConfig config) {
      scripts = names(config.scripts(), ScriptConfig::name);
      processes = names(config.processes(), ProcessConfig::name);
      files = names(config.files(), FileConfig::name);
      checks = names(config.checks(), CheckConfig::name);
      instances = names(config.instances(), InstanceConfig::name);
    }

    private static <T> Set<String> names(List<T> all, Function<T, String> name) {
      return all.stream().map(name).collect(Collectors.toSet());
    }
  }

  private void tracking(String path, TrackingConfig tracking, Known known) {
    all(path + "/tracking/processes/", "process tracker", tracking.processes(), known.processes);
    all(path + "/tracking/files/", "file tracker", tracking.files(), known.files);
    all(path + "/tracking/checks/", "check", tracking.checks(), known.checks);
  }

  private void all(String path, String what, List<Tracked> tracked, Set<String> known) {
    for (int i = 0; i < tracked.size(); i++) {
      exists(path + i, what, tracked.get(i).name(), known);
    }
  }

  private void exists(String path, String what, String name, Set<String> known) {
    if (!known.contains(name)) {
      rules.broken(
          path,
          "unknown-reference",
          "there is no %s %s; define it, or take this away".formatted(what, Reading.quote(name)));
    }
  }

  private void members(BatonConfig config, Known known) {
    Map<String, String> groupOf = new HashMap<>();
    for (int i = 0; i < config.syncGroups().size(); i++) {
      var group = config.syncGroups().get(i);
      for (int k = 0; k < group.members().size(); k++) {
        var path = "/syncGroups/%d/members/%d".formatted(i, k);
        var member = group.members().get(k);
        exists(path, "instance", member, known.instances);
        var other = groupOf.put(member, group.name());
        if (other != null) {
          rules.broken(
              path,
              "conflict",
              "%s is a member of %s already; an instance has one group at most"
                  .formatted(Reading.quote(member), Reading.quote(other)));
        }
      }
    }
  }

  private void signing(String path, InstanceConfig instance) {
    var hmac = instance.hmac();
    if (hmac == null) {
      return;
    }
    if (hmac.keys().stream().noneMatch(key -> key.id() == hmac.activeKey())) {
      rules.broken(
          path + "/activeKey",
          "unknown-reference",
          "there is no key %d among the keys".formatted(hmac.activeKey()));
    }
    for (int i = 0; i < hmac.keys().size(); i++) {
      if (!hmac.keys().get(i).secret().value().matches("([0-9a-fA-F]{2}){32,64}")) {
        rules.broken(
            path + "/keys/" + i + "/secret",
            "out-of-range",
            "a key is 32 to 64 octets in hexadecimal");
      }
    }
  }
}
