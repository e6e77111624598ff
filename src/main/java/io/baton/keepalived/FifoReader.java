package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.FifoConfig;
import io.baton.config.Reading;
import io.baton.config.ScriptUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the named pipes of `global_defs`. keepalived has one for everything and one for VRRP;
/// Baton writes the same lines to both.
final class FifoReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "notify_fifo",
          "notify_fifo_script",
          "vrrp_notify_fifo",
          "vrrp_notify_fifo_script",
          "fifo_write_vrrp_states_on_reload");

  /// What is known of one pipe.
  private static final class Pipe {
    @Nullable Statement named;
    @Nullable String path;
    @Nullable ScriptUser owner;
    @Nullable Statement scripted;
    @Nullable Command script;
  }

  private final Reading reading;
  private final Values values;
  private final Pipe common = new Pipe();
  private final Pipe routers = new Pipe();
  private boolean statesOnReload;

  FifoReader(Values values) {
    this.values = values;
    reading = values.reading();
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "notify_fifo" -> path(common, statement);
      case "vrrp_notify_fifo" -> path(routers, statement);
      case "notify_fifo_script" -> script(common, statement);
      case "vrrp_notify_fifo_script" -> script(routers, statement);
      default -> statesOnReload = values.bool(statement);
    }
  }

  private void path(Pipe pipe, Statement statement) {
    values
        .upTo(statement, 3)
        .ifPresent(
            word -> {
              pipe.named = statement;
              pipe.path = word.text();
              pipe.owner =
                  CommandReader.user(statement.words().stream().map(Word::text).toList(), 1);
            });
  }

  private void script(Pipe pipe, Statement statement) {
    pipe.scripted = statement;
    pipe.script = CommandReader.notification(statement, values).orElse(pipe.script);
  }

  /// Complete when all blocks are read.
  List<FifoConfig> fifos() {
    var fifos = new ArrayList<FifoConfig>();
    add(common, fifos);
    add(routers, fifos);
    return fifos;
  }

  private void add(Pipe pipe, List<FifoConfig> fifos) {
    if (pipe.path != null && pipe.named != null) {
      String pointer = "/global/fifos/" + fifos.size();
      reading.place(pointer, pipe.named.position());
      reading.place(pointer + "/path", pipe.named.valuePosition());
      if (pipe.scripted != null) {
        reading.place(pointer + "/script", pipe.scripted.valuePosition());
      }
      fifos.add(new FifoConfig(pipe.path, pipe.owner, pipe.script, statesOnReload));
    } else if (pipe.scripted != null) {
      String keyword = pipe.scripted.keyword();
      reading.warning(
          "no-effect",
          pipe.scripted.position(),
          "%s has no effect without %s, which names the pipe"
              .formatted(keyword, keyword.substring(0, keyword.lastIndexOf('_'))));
    }
  }
}
