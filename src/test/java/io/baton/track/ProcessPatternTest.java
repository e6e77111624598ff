package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.ProcessConfig;
import io.baton.config.ProcessConfig.ParameterMatch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessPatternTest {

  private final FakeTable table = new FakeTable();

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx, true",
    "nginx, nginx2, false",
    "/usr/sbin/nginx, nginx, true",
    "a-very-long-name-of-a-service, a-very-long-nam, true",
    "a-very-long-name-of-a-service, a-very-long-name, false",
    "ääääääää, äääääää\uFFFD, true",
  })
  void theKernelsNameIsTheFilesNameCutTo15Octets(String wanted, String kernel, boolean matches) {
    // Given
    table.run(7, kernel, "whatever");

    // When // Then
    assertThat(matches(Processes.named(wanted))).isEqualTo(matches);
    assertThat(table.commandLinesRead).as("not needed").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT, '-c /etc/a', true",
    "EXACT, '-c /etc/a -v', false",
    "EXACT, '-c', false",
    "INITIAL, '-c /etc/a', true",
    "INITIAL, '-c /etc/a -v', true",
    "INITIAL, '-c /etc/ab', false",
    "INITIAL, '-c', false",
    "PARTIAL, '-c /etc/a', true",
    "PARTIAL, '-c /etc/ab -v', true",
    "PARTIAL, '-cc /etc/ab', false",
    "PARTIAL, '-c', false",
  })
  void parametersAreComparedAsWanted(ParameterMatch match, String actual, boolean matches) {
    // Given
    var line = ("httpd " + actual).split(" ", -1);
    table.run(7, "httpd", line);

    // When // Then
    assertThat(matches(Processes.line("httpd", List.of("-c", "/etc/a"), match, false)))
        .isEqualTo(matches);
  }

  @Test
  void noParametersMeansNoneUnlessNothingIsWanted() {
    // Given
    table.run(7, "httpd", "httpd", "-v");

    // When // Then
    assertThat(matches(Processes.line("httpd", List.of(), ParameterMatch.EXACT, false))).isFalse();
    assertThat(matches(Processes.line("httpd", List.of(), ParameterMatch.INITIAL, false))).isTrue();
    assertThat(matches(Processes.line("httpd", List.of(), ParameterMatch.PARTIAL, false))).isTrue();
    assertThat(matches(Processes.named("httpd"))).isTrue();
  }

  @Test
  void aFullCommandIsTheProgramAsItWasCalledOrTheWholeLine() {
    // Given
    table.run(7, "python3", "/usr/bin/python3", "/srv/app.py");

    // When // Then
    assertThat(full("/usr/bin/python3", null)).isTrue();
    assertThat(full("/usr/bin/python3 /srv/app.py", null)).isTrue();
    assertThat(full("/usr/bin/python3", List.of("/srv/app.py"))).isTrue();
    assertThat(full("/usr/bin/python3", List.of("/srv/other.py"))).isFalse();
    assertThat(full("python3", null)).isFalse();
  }

  private boolean full(String process, @Nullable List<String> parameters) {
    return matches(Processes.line(process, parameters, ParameterMatch.EXACT, true));
  }

  private boolean matches(ProcessConfig config) {
    String name = Objects.requireNonNull(table.name(7));
    return new ProcessPattern(config).matches(table, 7, name);
  }
}
