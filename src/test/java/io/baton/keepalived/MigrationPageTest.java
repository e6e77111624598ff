package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.GoldenFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MigrationPageTest {

  @Test
  void everyKeywordThatIsNotSupportedIsOnThePage() {
    // Given
    String page = GoldenFiles.text(Path.of("docs", "migrating.md"));

    // Then
    assertThat(Keywords.notSupported()).isNotEmpty();
    for (String keyword : Keywords.notSupported()) {
      assertThat(page).as(keyword).contains("`" + keyword + "`");
    }
  }
}
