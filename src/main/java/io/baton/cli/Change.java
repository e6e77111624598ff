package io.baton.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command changes the configuration: it asks for the plan, shows it, asks the person, and
/// has exactly that plan carried out; what somebody else changes in between refuses it.
final class Change {

  @Option(
      names = {"-y", "--yes"},
      description = "does not ask")
  private boolean yes;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the history")
  private @Nullable String reason;

  @Option(
      names = "--confirm-within",
      paramLabel = "DURATION",
      description = "undoes it by itself unless baton confirm comes in time: 60s")
  private @Nullable String confirmWithin;

  /// @param path of the request, without a query
  /// @param parameters of the query
  int carryOut(
      PrintWriter out,
      RestClient client,
      String method,
      String path,
      String body,
      Map<String, String> parameters) {
    Map<String, String> condition = Map.of("If-Match", client.get("config").etag());
    if (!plan(out, client, method, path, body, parameters, condition)) {
      return ExitCode.OK;
    }
    if (!yes && !Terminal.confirms(out, "Make these changes?")) {
      throw ClientFailure.refused("nothing was changed; --yes does not ask");
    }
    var query = new LinkedHashMap<>(parameters);
    if (reason != null) {
      query.put("reason", reason);
    }
    if (confirmWithin != null) {
      query.put("confirmWithin", confirmWithin);
    }
    var answer = client.send(method, path + query(query), body, condition).body();
    out.println(Show.text(answer, "outcome") + ", revision " + Show.text(answer, "revision"));
    if (answer.has("confirmBefore")) {
      out.println(
          "undone at " + Show.text(answer, "confirmBefore") + " unless confirmed: baton confirm");
    }
    out.flush();
    return ExitCode.OK;
  }

  /// Shows what would be done; false when that is nothing.
  static boolean plan(
      PrintWriter out,
      RestClient client,
      String method,
      String path,
      String body,
      Map<String, String> parameters,
      Map<String, String> condition) {
    var query = new LinkedHashMap<>(parameters);
    query.put("dryRun", "true");
    var answer = client.send(method, path + query(query), body, condition).body();
    boolean some = Show.plan(out, answer);
    if (!some) {
      out.println("nothing changes");
      out.flush();
    }
    return some;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + Url.part(e.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }
}
