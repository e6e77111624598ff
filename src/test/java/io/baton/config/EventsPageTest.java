package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventsPageTest {

  @Test
  void theExampleOfThePageSetsUpEveryDestinationAndHasNoErrors() {
    // Given
    String page = GoldenFiles.text(Path.of("docs", "events.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    String example = page.substring(begin, page.indexOf("```", begin));

    // When
    ReadConfig read = ModelText.VALIDATOR.check(GoldenWorld.read("baton.yaml", example));

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config().notifiers()).hasSize(2);
    assertThat(read.config().global().mail()).isNotNull();
    assertThat(read.config().global().fifos()).hasSize(1);
    assertThat(read.config().instances().getFirst().notifyScripts().eventInput()).isTrue();
  }
}
