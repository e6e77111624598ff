package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how an instance or a group tells of its transitions.
final class NotificationReader {

  /// What a group has, too.
  static final Set<String> KEYWORDS =
      Set.of(
          "notify_master",
          "notify_backup",
          "notify_fault",
          "notify_stop",
          "notify",
          "notify_priority_changes",
          "smtp_alert");

  static final Set<String> OF_INSTANCES = Set.of("notify_deleted", "notify_master_rx_lower_pri");

  private final String pointer;
  private final Values values;
  private final Map<String, Command> commands = new HashMap<>();
  private @Nullable Boolean priorityChanges;
  private @Nullable Boolean mail;

  /// @param pointer where the instance or group is in the model
  NotificationReader(String pointer, Values values) {
    this.pointer = pointer + "/notifyScripts/";
    this.values = values;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "notify_priority_changes" -> priorityChanges = values.bool(statement);
      case "smtp_alert" -> mail = values.bool(statement);
      default -> takeCommand(statement);
    }
  }

  private void takeCommand(Statement statement) {
    String component =
        switch (statement.keyword()) {
          case "notify_master" -> "master";
          case "notify_backup" -> "backup";
          case "notify_fault" -> "fault";
          case "notify_stop" -> "stop";
          case "notify_deleted" -> "deleted";
          case "notify_master_rx_lower_pri" -> "lowerPriorityHeard";
          default -> "any";
        };
    values.reading().place(pointer + component, statement.valuePosition());
    CommandReader.notification(statement, values).ifPresent(c -> commands.put(component, c));
  }

  NotifyConfig complete(InstanceDefaults defaults) {
    return new NotifyConfig(
        commands.get("master"),
        commands.get("backup"),
        commands.get("fault"),
        commands.get("stop"),
        commands.get("any"),
        commands.get("deleted"),
        commands.get("lowerPriorityHeard"),
        priorityChanges == null ? defaults.priorityChanges : priorityChanges,
        mail == null ? defaults.mail : mail);
  }
}
