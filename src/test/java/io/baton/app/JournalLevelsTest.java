package io.baton.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
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
