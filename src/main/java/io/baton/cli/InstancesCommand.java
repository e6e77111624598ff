package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton instances`.
@Command(
    name = "instances",
    description = "Lists the instances with their configuration and where it comes from.")
final class InstancesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final Format format = new Format();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try (var client = connection.open()) {
      JsonNode instances = client.get("instances").body();
      if (format.isJson()) {
        Show.json(out, instances);
        return ExitCode.OK;
      }
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("NAME", "INTERFACE", "VRID", "STATE", "FROM"));
      for (JsonNode instance : instances) {
        rows.add(
            List.of(
                Show.text(instance, "name"),
                Show.text(instance, "interface"),
                Show.text(instance, "virtualRouterId"),
                Show.text(instance.path("status"), "state"),
                origin(instance.path("origin"))));
      }
      Show.table(out, rows);
      return ExitCode.OK;
    }
  }

  private static String origin(JsonNode origin) {
    return origin.has("file")
        ? Show.text(origin, "file") + ":" + Show.text(origin, "line")
        : "the API";
  }
}
