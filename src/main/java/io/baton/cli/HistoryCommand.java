package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton history`.
@Command(name = "history", description = "Lists the changes of the configuration, newest first.")
final class HistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final Format format = new Format();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try (var client = connection.open()) {
      JsonNode history = client.get("config/history").body();
      if (format.isJson()) {
        Show.json(out, history);
        return ExitCode.OK;
      }
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("REVISION", "TIME", "BY", "REASON", "CHANGES"));
      for (JsonNode revision : history) {
        rows.add(
            List.of(
                Show.text(revision, "revision"),
                Show.text(revision, "time"),
                Show.text(revision, "actor"),
                Show.text(revision, "reason"),
                changes(revision.path("changes"))));
      }
      Show.table(out, rows);
      return ExitCode.OK;
    }
  }

  private static String changes(JsonNode changes) {
    var lines = new ArrayList<String>();
    changes.forEach(change -> lines.add(change.asText()));
    return String.join("; ", lines);
  }
}
