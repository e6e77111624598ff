package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.Reading;
import io.baton.config.ScriptConfig;
import io.baton.config.ScriptUser;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one `vrrp_script`.
final class ScriptReader {

  static final Set<String> KEYWORDS =
      Set.of("script", "interval", "timeout", "weight", "rise", "fall", "user", "init_fail");

  static final int HEAVIEST = 253;
  static final int MOST_RESULTS = 10_000;

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(1);

  private final Reading reading;
  private final Values values;
  private final String pointer;
  private List<String> command = List.of();
  private @Nullable ScriptUser user;
  private Duration interval = Duration.ofSeconds(1);
  private Duration timeout = Duration.ZERO;
  private Values.Weight weight = new Values.Weight(0, false);
  private int rise = 1;
  private int fall = 1;
  private boolean initFail;
  private boolean hasCommand;

  private ScriptReader(int index, Reading reading) {
    this.reading = reading;
    values = new Values(reading);
    pointer = "/scripts/" + index;
  }

  static ScriptConfig read(Statement block, int index, Reading reading) {
    return new ScriptReader(index, reading).read(block);
  }

  private ScriptConfig read(Statement block) {
    reading.place(pointer, block.position());
    String name = values.name(block, pointer + "/name");
    if (values.block(block, 1)) {
      block.children().forEach(this::take);
    }
    if (!hasCommand) {
      values.lacks(block, "script, the command to run", pointer + "/command/words");
    }
    return new ScriptConfig(
        name,
        new Command(command, user),
        interval,
        timeout,
        weight.value(),
        weight.reverse(),
        rise,
        fall,
        initFail);
  }

  private void take(Statement statement) {
    String keyword = statement.keyword();
    if (!KEYWORDS.contains(keyword)) {
      Keywords.answer(Keywords.Place.SCRIPT, statement, reading);
      return;
    }
    switch (keyword) {
      case "script" -> {
        hasCommand = true;
        reading.place(pointer + "/command", statement.valuePosition());
        reading.place(pointer + "/command/words", statement.valuePosition());
        CommandReader.script(statement, values).map(Command::words).ifPresent(w -> command = w);
      }
      case "user" -> {
        reading.place(pointer + "/command/user", statement.valuePosition());
        var words = statement.words().stream().map(Word::text).toList();
        values.upTo(statement, 2).ifPresent(_ -> user = CommandReader.user(words, 0));
      }
      case "weight" -> {
        reading.place(pointer + "/weight", statement.valuePosition());
        weight = values.weight(statement, HEAVIEST, weight);
      }
      case "init_fail" -> {
        values.flag(statement);
        initFail = true;
      }
      default -> takeNumber(statement);
    }
  }

  private void takeNumber(Statement statement) {
    reading.place(pointer + "/" + statement.keyword(), statement.valuePosition());
    switch (statement.keyword()) {
      case "interval" -> interval(statement);
      case "timeout" -> timeout = values.seconds(statement, Duration.ZERO, MOST).orElse(timeout);
      case "rise" -> rise = values.integer(statement, 1, MOST_RESULTS).orElse(rise);
      default -> fall = values.integer(statement, 1, MOST_RESULTS).orElse(fall);
    }
  }

  private void interval(Statement statement) {
    Duration read = values.seconds(statement, Duration.ZERO, MOST).orElse(interval);
    if (read.compareTo(LEAST) < 0) {
      reading.warning(
          "value-changed",
          statement.valuePosition(),
          "an interval of less than 0.001 seconds becomes 1 second, as keepalived does");
      interval = Duration.ofSeconds(1);
    } else {
      interval = read;
    }
  }
}
