package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the scripts that are told about transitions.
final class YamlNotify {

  private YamlNotify() {}

  static NotifyConfig read(YamlFields fields, String pointer) {
    var found = new ArrayList<NotifyConfig>();
    fields.mapping("notify", pointer, scripts -> found.add(scripts(scripts, pointer)));
    return found.isEmpty() ? NotifyConfig.NONE : found.getFirst();
  }

  private static NotifyConfig scripts(YamlFields scripts, String pointer) {
    var config =
        new NotifyConfig(
            command(scripts, "master", pointer),
            command(scripts, "backup", pointer),
            command(scripts, "fault", pointer),
            command(scripts, "stop", pointer),
            command(scripts, "any", pointer),
            command(scripts, "deleted", pointer),
            command(scripts, "lowerPriorityHeard", pointer),
            scripts.flag("priorityChanges", pointer + "/priorityChanges", false),
            scripts.flag("mail", pointer + "/mail", true),
            scripts.flag("eventInput", pointer + "/eventInput", false));
    scripts.finish();
    return config;
  }

  /// A command is its words, or a mapping of `command` and `user`.
  static @Nullable Command command(YamlFields scripts, String key, String pointer) {
    String place = pointer + "/" + key;
    Optional<YamlNode> node = scripts.node(key, place);
    if (node.isEmpty()) {
      return null;
    }
    if (node.get() instanceof YamlNode.Mapping mapping) {
      YamlFields command = scripts.of(mapping);
      List<String> words =
          command
              .node("command", place + "/words")
              .flatMap(n -> YamlDocument.words(command, "command", n))
              .orElse(List.of());
      var users = new ArrayList<ScriptUser>();
      YamlDocument.user(command, "user", place + "/user", users::add);
      command.finish();
      return new Command(words, users.isEmpty() ? null : users.getFirst());
    }
    return YamlDocument.words(scripts, key, node.get()).map(w -> new Command(w, null)).orElse(null);
  }
}
