package io.baton.track;

import io.baton.config.ProcessConfig;
import io.baton.config.ProcessConfig.ParameterMatch;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Process trackers for tests.
final class Processes {

  private Processes() {}

  static ProcessConfig named(String process) {
    return quorum(process, 1, ProcessConfig.UNLIMITED, 0, 0);
  }

  static ProcessConfig quorum(String process, int least, int most, int startDelay, int endDelay) {
    return new ProcessConfig(
        "web",
        process,
        null,
        ParameterMatch.EXACT,
        0,
        false,
        least,
        most,
        Duration.ofSeconds(startDelay),
        Duration.ofSeconds(endDelay),
        false);
  }

  static ProcessConfig line(
      String process, @Nullable List<String> parameters, ParameterMatch match, boolean full) {
    return new ProcessConfig(
        "web",
        process,
        parameters,
        match,
        0,
        false,
        1,
        ProcessConfig.UNLIMITED,
        Duration.ZERO,
        Duration.ZERO,
        full);
  }
}
