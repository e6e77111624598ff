package io.baton.keepalived;

import io.baton.config.ProcessConfig;
import io.baton.config.ProcessConfig.ParameterMatch;
import io.baton.config.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one `vrrp_track_process`.
final class ProcessReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "process",
          "param_match",
          "weight",
          "quorum",
          "quorum_max",
          "delay",
          "fork_delay",
          "terminate_delay",
          "full_command");

  private static final int HEAVIEST = 254;
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Reading reading;
  private final Values values;
  private final String pointer;
  private String process = "";
  private @Nullable List<String> parameters;
  private ParameterMatch match = ParameterMatch.EXACT;
  private Values.Weight weight = new Values.Weight(0, false);
  private int quorum = 1;
  private int quorumMax = ProcessConfig.UNLIMITED;
  private Duration startDelay = Duration.ZERO;
  private Duration endDelay = Duration.ZERO;
  private boolean fullCommand;

  private ProcessReader(int index, Reading reading) {
    this.reading = reading;
    values = new Values(reading);
    pointer = "/processes/" + index;
  }

  static ProcessConfig read(Statement block, int index, Reading reading) {
    return new ProcessReader(index, reading).read(block);
  }

  private ProcessConfig read(Statement block) {
    reading.place(pointer, block.position());
    String name = values.name(block, pointer + "/name");
    if (values.block(block, 1)) {
      block.children().forEach(this::take);
    }
    if (process.isEmpty()) {
      values.lacks(block, "process, the name of a program", pointer + "/process");
    }
    return new ProcessConfig(
        name,
        process,
        parameters,
        match,
        weight.value(),
        weight.reverse(),
        quorum,
        quorumMax,
        startDelay,
        endDelay,
        fullCommand);
  }

  private void take(Statement statement) {
    if (!KEYWORDS.contains(statement.keyword())) {
      Keywords.answer(Keywords.Place.PROCESS, statement, reading);
      return;
    }
    switch (statement.keyword()) {
      case "process" -> process(statement);
      case "param_match" -> match(statement);
      case "weight" -> weight = values.weight(statement, HEAVIEST, weight);
      case "quorum" -> quorum = number(statement, "quorum", 0, quorum);
      case "quorum_max" -> quorumMax = number(statement, "quorumMax", 1, quorumMax);
      case "full_command" -> fullCommand = values.bool(statement);
      default -> delay(statement);
    }
  }

  private int number(Statement statement, String component, int least, int otherwise) {
    reading.place(pointer + "/" + component, statement.valuePosition());
    return values.integer(statement, least, ProcessConfig.UNLIMITED).orElse(otherwise);
  }

  private void process(Statement statement) {
    reading.place(pointer + "/process", statement.valuePosition());
    values
        .upTo(statement, BlockReader.MAX_WORDS)
        .ifPresent(
            word -> {
              List<String> words = statement.words().stream().map(Word::text).toList();
              process = word.text();
              parameters = words.size() > 1 ? words.subList(1, words.size()) : null;
            });
  }

  private void match(Statement statement) {
    values
        .one(statement)
        .ifPresent(
            word -> {
              switch (word.text()) {
                case "exact" -> match = ParameterMatch.EXACT;
                case "initial" -> match = ParameterMatch.INITIAL;
                case "partial" -> match = ParameterMatch.PARTIAL;
                default ->
                    reading.error(
                        "bad-value",
                        word.position(),
                        Reading.quote(word.text())
                            + " is no param_match; exact, initial or partial is");
              }
            });
  }

  private void delay(Statement statement) {
    Duration read = values.seconds(statement, Duration.ZERO, LONGEST).orElse(Duration.ZERO);
    if (!statement.keyword().equals("terminate_delay")) {
      startDelay = read;
    }
    if (!statement.keyword().equals("fork_delay")) {
      endDelay = read;
    }
  }
}
