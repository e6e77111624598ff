package io.baton.config;

import java.util.List;

/// The rules of each script alone.
final class ScriptRules {

  private final Rules rules;

  ScriptRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(List<ScriptConfig> scripts) {
    for (int i = 0; i < scripts.size(); i++) {
      check("/scripts/" + i, scripts.get(i));
    }
  }

  private void check(String path, ScriptConfig script) {
    rules.name(path + "/name", script.name());
    rules.command(path + "/command", script.command());
    rules.duration(path + "/interval", "the interval", script.interval(), false);
    rules.duration(path + "/timeout", "the timeout", script.timeout(), true);
  }
}
