package io.baton.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton resign`, `drain`, `undrain` and `announce`.
@Command
final class OrderCommand implements Callable<Integer> {

  /// What is ordered.
  enum Verb {
    RESIGN("resign", "Has an instance give its role up once."),
    DRAIN("drain", "Takes an instance, or the whole node, out of service until undrained."),
    UNDRAIN("undrain", "Puts an instance, or the whole node, into service again."),
    ANNOUNCE("announce", "Announces the addresses of an instance, or of all, once more.");

    private final String path;
    private final String description;

    Verb(String path, String description) {
      this.path = path;
      this.description = description;
    }

    String path() {
      return path;
    }

    String description() {
      return description;
    }
  }

  private final Verb verb;

  @Spec private CommandSpec spec;
  @Mixin private final Connection connection = new Connection();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "an instance, with those of its group; without it the whole node")
  private @Nullable String name;

  @Option(names = "--all", description = "the whole node; resign wants to be told")
  private boolean all;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the log and for others")
  private @Nullable String reason;

  @Option(names = "--force", description = "even when no peer is heard that could take over")
  private boolean force;

  @Option(
      names = "--expires-after",
      paramLabel = "DURATION",
      description = "ends a drain by itself: 2h")
  private @Nullable String expiresAfter;

  OrderCommand(Verb verb) {
    this.verb = verb;
  }

  @Override
  public Integer call() {
    requireSense();
    var body = JsonNodeFactory.instance.objectNode().put("force", force);
    if (reason != null) {
      body.put("reason", reason);
    }
    if (expiresAfter != null) {
      body.put("expiresAfter", expiresAfter);
    }
    String path = name == null ? "node/" : "instances/" + Url.part(name) + "/";
    try (var client = connection.open()) {
      var answer = client.post(path + verb.path(), body.toString()).body();
      var out = spec.commandLine().getOut();
      out.println(
          Show.clean(Show.joined(answer.path("instances"))) + ": " + Show.text(answer, "text"));
      out.flush();
      return ExitCode.OK;
    }
  }

  private void requireSense() {
    if (name != null && all) {
      throw new ParameterException(spec.commandLine(), "NAME or --all, not both");
    }
    if (verb == Verb.RESIGN && name == null && !all) {
      throw new ParameterException(spec.commandLine(), "resign needs NAME or --all");
    }
    if (verb != Verb.DRAIN && expiresAfter != null) {
      throw new ParameterException(spec.commandLine(), "--expires-after belongs to drain");
    }
  }
}
