package io.baton.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/// Tells the journal of systemd how serious each line is: by `<3>` before it, sd-daemon(3).
final class JournalLevels extends Formatter {

  private final Formatter text;

  JournalLevels(Formatter text) {
    this.text = text;
  }

  /// Whether a file is what `JOURNAL_STREAM` names by device and inode.
  static boolean isJournal(Map<String, String> environment, Path output) {
    try {
      var is =
          Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");
      return is.equals(environment.get("JOURNAL_STREAM"));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String format(LogRecord logged) {
    var prefix = "<" + priority(logged.getLevel()) + ">";
    return text.format(logged)
        .lines()
        .map(line -> prefix + line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /// The number of syslog(3).
  private static int priority(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return 3;
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return 4;
    }
    return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
  }
}
