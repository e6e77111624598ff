package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what scripts, processes and files are watched.
final class YamlTrackers {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private YamlTrackers() {}

  static ScriptConfig script(YamlDocument.Named named) {
    String pointer = named.pointer();
    YamlFields script = named.fields();
    script.require("command", pointer + "/command/words", named.position());
    List<String> words =
        script
            .node("command", pointer + "/command")
            .flatMap(node -> YamlDocument.words(script, "command", node))
            .orElse(List.of());
    var users = new ArrayList<ScriptUser>();
    YamlDocument.user(script, "user", pointer + "/command/user", users::add);
    var config =
        new ScriptConfig(
            named.name(),
            new Command(words, users.isEmpty() ? null : users.getFirst()),
            script.duration("interval", pointer + "/interval", SECOND),
            script.duration("timeout", pointer + "/timeout", Duration.ZERO),
            script.number("weight", pointer + "/weight", 0),
            script.flag("reverse", pointer + "/reverse", false),
            script.number("rise", pointer + "/rise", 1),
            script.number("fall", pointer + "/fall", 1),
            script.flag("initFail", pointer + "/initFail", false));
    script.finish();
    return config;
  }

  static ProcessConfig process(YamlDocument.Named named) {
    String pointer = named.pointer();
    YamlFields process = named.fields();
    process.require("process", pointer + "/process", named.position());
    String executable = process.text("process", pointer + "/process");
    List<String> parameters =
        process
            .node("parameters", pointer + "/parameters")
            .flatMap(node -> YamlDocument.words(process, "parameters", node))
            .orElse(null);
    var config =
        new ProcessConfig(
            named.name(),
            executable == null ? "" : executable,
            parameters,
            process.choice(
                "match",
                pointer + "/match",
                ProcessConfig.ParameterMatch.values(),
                ProcessConfig.ParameterMatch.EXACT),
            process.number("weight", pointer + "/weight", 0),
            process.flag("reverse", pointer + "/reverse", false),
            process.number("quorum", pointer + "/quorum", 1),
            process.number("quorumMax", pointer + "/quorumMax", ProcessConfig.UNLIMITED),
            process.duration("startDelay", pointer + "/startDelay", Duration.ZERO),
            process.duration("endDelay", pointer + "/endDelay", Duration.ZERO),
            process.flag("fullCommand", pointer + "/fullCommand", false));
    process.finish();
    return config;
  }

  static FileConfig file(YamlDocument.Named named) {
    String pointer = named.pointer();
    YamlFields file = named.fields();
    file.require("path", pointer + "/path", named.position());
    String path = file.text("path", pointer + "/path");
    var config =
        new FileConfig(
            named.name(),
            path == null ? "" : path,
            file.number("weight", pointer + "/weight", 1),
            file.flag("reverse", pointer + "/reverse", false),
            initial(file, pointer + "/initial"));
    file.finish();
    return config;
  }

  /// A number, or a mapping of `value` and `overwrite`.
  private static FileConfig.@Nullable Initial initial(YamlFields file, String pointer) {
    Optional<YamlNode> node = file.node("initial", pointer);
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
      YamlFields initial = file.of(mapping);
      var value =
          new FileConfig.Initial(
              initial.number("value", pointer + "/value", 0),
              initial.flag("overwrite", pointer + "/overwrite", false));
      initial.finish();
      return value;
    }
    return node.isEmpty()
        ? null
        : new FileConfig.Initial(file.number("initial", pointer, 0), false);
  }
}
