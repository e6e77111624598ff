package io.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton events`.
@Command(name = "events", description = "Shows what has happened, and what happens.")
final class EventsCommand implements Callable<Integer> {

  private static final int MOST = 1000;

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();
  @Mixin private final Format format = new Format();

  @Option(
      names = {"-f", "--follow"},
      description = "goes on until interrupted, without a gap when the connection breaks")
  private boolean follow;

  @Option(names = "--instance", paramLabel = "NAME", description = "of this one only")
  private @Nullable String instance;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "how many past events are shown, up to 1000 (default: ${DEFAULT-VALUE})")
  private int number;

  private String lastId = "";

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var client = connection.open()) {
      past(client, out);
      while (follow) {
        stream(client, out);
        TimeUnit.SECONDS.sleep(1);
      }
    }
    return ExitCode.OK;
  }

  private void past(RestClient client, PrintWriter out) {
    String filter = instance == null ? "" : "&instance=" + Url.part(instance);
    var page = client.get("transitions?limit=" + Math.clamp(number, 1, MOST) + filter).body();
    JsonNode events = page.path("events");
    for (int i = Math.min(number, events.size()) - 1; i >= 0; i--) {
      print(out, events.get(i));
    }
    lastId = events.isEmpty() ? "" : events.get(0).path("id").asText();
  }

  /// Until the connection breaks; the next one goes on after the last event.
  private void stream(RestClient client, PrintWriter out) {
    String filter = instance == null ? "" : "?instance=" + Url.part(instance);
    Map<String, String> from = lastId.isEmpty() ? Map.of() : Map.of("Last-Event-ID", lastId);
    try (var lines = client.lines("transitions/stream" + filter, from)) {
      var data = new StringBuilder();
      lines.forEachOrdered(
          line -> {
            if (line.startsWith("data:")) {
              data.append(line.substring(5).stripLeading());
            } else if (line.isEmpty() && !data.isEmpty()) {
              print(out, parsed(data.toString()));
              data.setLength(0);
            }
          });
    } catch (UncheckedIOException _) {
      // It has broken; the next one goes on.
    } catch (ClientFailure e) {
      if (e.exitCode() != ExitCode.UNREACHABLE) {
        throw e;
      }
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return RestClient.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw ClientFailure.refused("what came is no event of a Baton");
    }
  }

  private void print(PrintWriter out, JsonNode event) {
    lastId = event.path("id").asText();
    out.println(format.isJson() ? event.toString() : Show.event(event));
    out.flush();
  }
}
