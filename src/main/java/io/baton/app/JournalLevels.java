package io.baton.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtHandler;

/// Tells the journal of systemd how serious each line is: by `<3>` before it, sd-daemon(3).
final class JournalLevels extends Formatter {

  private final Formatter text;

  JournalLevels(Formatter text) {
    this.text = text;
  }

  /// From now on, if the standard output goes to the journal.
  static void useIfJournal() {
    if (isJournal(System.getenv(), Path.of("/proc/self/fd/1"))) {
      for (var handler : Logger.getLogger("").getHandlers()) {
        use(handler);
      }
    }
  }

  private static void use(Handler handler) {
    if (handler instanceof ExtHandler outer && outer.getHandlers().length > 0) {
      Arrays.stream(outer.getHandlers()).forEach(JournalLevels::use);
    } else if (handler.getFormatter() != null) {
      handler.setFormatter(new JournalLevels(handler.getFormatter()));
    }
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
