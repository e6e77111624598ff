package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton explain NAME`.
@Command(
    name = "explain",
    description = "Says why an instance is in its state, and how it came there.")
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "NAME", description = "an instance")
  private String name;

  @Option(
      names = {"-n", "--transitions"},
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "how many of its last transitions are shown (default: ${DEFAULT-VALUE})")
  private int transitions;

  @Override
  public Integer call() {
    try (var client = connection.open()) {
      JsonNode status = client.get("instances/" + Url.part(name)).body().path("status");
      var past =
          client.get(
              "transitions?type=io.baton.transition.v1&instance="
                  + Url.part(name)
                  + "&limit="
                  + Math.clamp(transitions, 1, 1000));
      var out = spec.commandLine().getOut();
      if (status.isMissingNode()) {
        out.println(name + " is configured and does not run");
      } else {
        present(out, status);
      }
      past(out, past.body().path("events"));
      out.flush();
      return ExitCode.OK;
    }
  }

  private void present(PrintWriter out, JsonNode status) {
    out.printf(
        "%s is %s since %s: %s.%n",
        name, Show.text(status, "state"), Show.text(status, "since"), Show.text(status, "reason"));
    String priority = Show.text(status, "priority");
    String base = Show.text(status, "basePriority");
    out.println(
        "Its priority is "
            + priority
            + (priority.equals(base) ? "." : "; configured is " + base + "."));
    if (status.has("lastHeard")) {
      out.println("The last router heard: " + Show.text(status, "lastHeard") + ".");
    }
    for (JsonNode fault : status.path("faults")) {
      out.println("It cannot take part: " + Show.clean(fault.asText()) + ".");
    }
    if (status.has("drain")) {
      JsonNode drain = status.get("drain");
      String why = Show.text(drain, "reason");
      out.println(
          "It is out of service since "
              + Show.text(drain, "since")
              + " by "
              + Show.text(drain, "by")
              + (why.isEmpty() ? "" : ": " + why)
              + (drain.has("until") ? ", until " + Show.text(drain, "until") : "")
              + ".");
    }
    out.println("Its addresses: " + Show.clean(Show.joined(status.path("addresses"))) + ".");
  }

  private static void past(PrintWriter out, JsonNode events) {
    if (!events.isEmpty()) {
      out.println();
      out.println("The last transitions, the newest first:");
      events.forEach(event -> out.println("  " + Show.transition(event)));
    }
  }
}
