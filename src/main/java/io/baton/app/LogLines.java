package io.baton.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.JsonFormatter;

/// What lines of the log look like: text, or JSON when that is asked for, with levels for the
/// journal of systemd where that reads them.
final class LogLines {

  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private LogLines() {}

  /// From now on.
  static void use(boolean json) {
    boolean journal = JournalLevels.isJournal(System.getenv(), STANDARD_OUTPUT);
    for (var handler : Logger.getLogger("").getHandlers()) {
      each(handler, inner -> use(inner, json, journal));
    }
  }

  static void use(Handler handler, boolean json, boolean journal) {
    if (json) {
      handler.setFormatter(new JsonFormatter());
    }
    if (journal) {
      handler.setFormatter(new JournalLevels(handler.getFormatter()));
    }
  }

  /// Those that write, and not those that only pass on.
  private static void each(Handler handler, Consumer<Handler> task) {
    if (handler instanceof ExtHandler outer && outer.getHandlers().length > 0) {
      Arrays.stream(outer.getHandlers()).forEach(inner -> each(inner, task));
    } else if (handler.getFormatter() != null) {
      task.accept(handler);
    }
  }
}
