package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton status`.
@Command(name = "status", description = "Shows what every instance of the daemon does.")
final class StatusCommand implements Callable<Integer> {

  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final Format format = new Format();

  @Option(
      names = {"-w", "--watch"},
      description = "shows it again every two seconds until interrupted")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var client = connection.open()) {
      print(client, out);
      while (watch) {
        TimeUnit.SECONDS.sleep(2);
        out.print(format.isJson() ? "" : CLEAR);
        again(client, out);
      }
    }
    return ExitCode.OK;
  }

  /// A daemon that is away for a while, as in a restart, ends no watching.
  private void again(RestClient client, PrintWriter out) {
    try {
      print(client, out);
    } catch (ClientFailure e) {
      out.println("baton: " + e.getMessage());
      out.flush();
    }
  }

  private void print(RestClient client, PrintWriter out) {
    JsonNode status = client.get("status").body();
    if (format.isJson()) {
      Show.json(out, status);
      return;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("NAME", "STATE", "PRIORITY", "INTERFACE", "VRID", "SINCE", "ADDRESSES"));
    for (JsonNode instance : status.path("instances")) {
      rows.add(
          List.of(
              Show.text(instance, "name"),
              Show.text(instance, "state") + (instance.has("drain") ? " (drained)" : ""),
              Show.text(instance, "priority"),
              Show.text(instance, "interface"),
              Show.text(instance, "virtualRouterId"),
              Show.text(instance, "since"),
              Show.joined(instance.path("addresses"))));
    }
    Show.table(out, rows);
    config(out, status.path("config"));
  }

  private static void config(PrintWriter out, JsonNode config) {
    out.println();
    out.println(
        "configuration " + Show.text(config, "revision") + " since " + Show.text(config, "since"));
    if (config.has("pending")) {
      JsonNode pending = config.get("pending");
      out.printf(
          "revision %s by %s is undone at %s unless confirmed: baton confirm%n",
          Show.text(pending, "revision"),
          Show.text(pending, "by"),
          Show.text(pending, "confirmBefore"));
    }
    if (config.has("lastRefused")) {
      JsonNode refused = config.get("lastRefused");
      out.printf(
          "at %s a configuration by %s was refused: %s%n",
          Show.text(refused, "time"),
          Show.text(refused, "by"),
          Show.clean(Show.joined(refused.path("problems"))));
    }
    out.flush();
  }
}
