package io.baton.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLevelsTest {

  @TempDir private Path folder;

  private static String formatted(Level level, String text) {
    var plain =
        new Formatter() {
          @Override
          public String format(LogRecord logged) {
            return logged.getMessage() + "\n";
          }
        };
    return new JournalLevels(plain).format(new LogRecord(level, text));
  }

  @Test
  void everyLineCarriesItsLevel() {
    assertThat(formatted(Level.SEVERE, "one\n\tat two")).isEqualTo("<3>one\n<3>\tat two\n");
    assertThat(formatted(Level.WARNING, "text")).isEqualTo("<4>text\n");
    assertThat(formatted(Level.INFO, "text")).isEqualTo("<6>text\n");
    assertThat(formatted(Level.FINE, "text")).isEqualTo("<7>text\n");
  }

  @Test
  void aLineOfJsonCanBeReadAndCarriesItsLevelToo() throws Exception {
    // Given
    var handler = new ConsoleHandler();
    LogLines.use(handler, true, true);
    var logged = new ExtLogRecord(Level.WARNING, "B206 \"quoted\"\nand more", "io.baton");

    // When
    var line = handler.getFormatter().format(logged);

    // Then
    assertThat(line).startsWith("<4>{").endsWith("}\n").hasLineCount(1);
    var json = JsonMapper.builder().build().readTree(line.substring(3));
    assertThat(json.path("message").asText()).isEqualTo("B206 \"quoted\"\nand more");
    assertThat(json.path("level").asText()).isEqualTo("WARNING");
  }

  @Test
  void onlyTheStreamThatIsNamedIsTheJournal() throws IOException {
    // Given
    var journal = Files.createFile(folder.resolve("journal"));
    var other = Files.createFile(folder.resolve("other"));
    var name =
        Files.getAttribute(journal, "unix:dev") + ":" + Files.getAttribute(journal, "unix:ino");
    var environment = Map.of("JOURNAL_STREAM", name);

    // Then
    assertThat(JournalLevels.isJournal(environment, journal)).isTrue();
    assertThat(JournalLevels.isJournal(environment, other)).isFalse();
    assertThat(JournalLevels.isJournal(Map.of(), journal)).isFalse();
    assertThat(JournalLevels.isJournal(environment, folder.resolve("none"))).isFalse();
  }
}
