package io.baton.keepalived;

import io.baton.config.FileConfig;
import io.baton.config.Reading;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one `track_file` (`vrrp_track_file` in older files).
final class TrackFileReader {

  static final Set<String> KEYWORDS = Set.of("file", "weight", "init_file");

  private static final int HEAVIEST = 254;

  private final Reading reading;
  private final Values values;
  private final String pointer;
  private String path = "";
  private Values.Weight weight = new Values.Weight(1, false);
  private FileConfig.@Nullable Initial initial;

  private TrackFileReader(int index, Reading reading) {
    this.reading = reading;
    values = new Values(reading);
    pointer = "/files/" + index;
  }

  static FileConfig read(Statement block, int index, Reading reading) {
    return new TrackFileReader(index, reading).read(block);
  }

  private FileConfig read(Statement block) {
    reading.place(pointer, block.position());
    String name = values.name(block, pointer + "/name");
    if (values.block(block, 1)) {
      block.children().forEach(this::take);
    }
    if (path.isEmpty()) {
      values.lacks(block, "file, the path to watch", pointer + "/path");
    }
    return new FileConfig(name, path, weight.value(), weight.reverse(), initial);
  }

  private void take(Statement statement) {
    switch (statement.keyword()) {
      case "file" -> {
        reading.place(pointer + "/path", statement.valuePosition());
        values.one(statement).ifPresent(word -> path = word.text());
      }
      case "weight" -> weight = values.weight(statement, HEAVIEST, weight);
      case "init_file" -> initial(statement);
      default -> Keywords.answer(Keywords.Place.FILE, statement, reading);
    }
  }

  /// `init_file [VALUE] [overwrite]`.
  private void initial(Statement statement) {
    values.once(statement);
    values.noBlock(statement);
    int value = 0;
    boolean overwrite = false;
    for (Word word : statement.words()) {
      if (word.text().equals("overwrite")) {
        overwrite = true;
      } else {
        value = values.integer("init_file", word, -HEAVIEST, HEAVIEST).orElse(value);
      }
    }
    initial = new FileConfig.Initial(value, overwrite);
  }
}
