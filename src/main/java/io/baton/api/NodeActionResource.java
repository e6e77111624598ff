package io.baton.api;

import io.baton.config.DurationText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What an operator orders of all instances, under `/api/v1/node`. The body is an object of
/// `reason`, `force` and, for a drain, `expiresAfter`.
@Path("/api/v1/node")
@Tag(name = "actions")
@RolesAllowed(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NodeActionResource {

  private static final Duration LONGEST = Duration.ofDays(366);

  private final OperatorActions actions;
  private final EngineReader engine;
  private final Audit audit;

  NodeActionResource(OperatorActions actions, EngineReader engine, Audit audit) {
    this.actions = actions;
    this.engine = engine;
    this.audit = audit;
  }

  @POST
  @Path("drain")
  @Operation(operationId = "drainNode", summary = "Takes the whole node out of service.")
  public Response drainNode(byte[] body) {
    return order(
        "drain",
        "node",
        body,
        wish -> actions.drain(Optional.empty(), wish.order(), wish.expiresAfter()));
  }

  @POST
  @Path("undrain")
  @Operation(operationId = "undrainNode", summary = "Puts the whole node into service again.")
  public Response undrainNode(byte[] body) {
    return order("undrain", "node", body, wish -> actions.undrain(Optional.empty(), wish.order()));
  }

  @POST
  @Path("resign")
  @Operation(operationId = "resignNode", summary = "Every instance gives its role up once.")
  public Response resignNode(byte[] body) {
    return order("resign", "node", body, wish -> each(n -> actions.resign(n, wish.order())));
  }

  @POST
  @Path("announce")
  @Operation(operationId = "announceNode", summary = "Announces all addresses once more.")
  public Response announceNode(byte[] body) {
    return order("announce", "node", body, wish -> each(n -> actions.announce(n, wish.order())));
  }

  private interface ToAll {
    OperatorActions.Outcome order(String instance);
  }

  /// What some refuse is told beside what the others did; only when all refuse it is a refusal.
  private OperatorActions.Outcome each(ToAll action) {
    var done = new ArrayList<String>();
    var texts = new ArrayList<String>();
    for (var instance : engine.instances()) {
      switch (action.order(instance.name())) {
        case OperatorActions.Outcome.Done(List<String> names, String text) -> {
          done.addAll(names);
          texts.add(instance.name() + ": " + text);
        }
        case OperatorActions.Outcome.Refused(String why) -> texts.add(instance.name() + ": " + why);
        case OperatorActions.Outcome.Unknown _ -> {}
      }
    }
    String text = String.join("; ", texts);
    return done.isEmpty()
        ? new OperatorActions.Outcome.Refused(text.isEmpty() ? "there is no instance" : text)
        : new OperatorActions.Outcome.Done(done, text);
  }

  record Wish(OperatorActions.Order order, Optional<Duration> expiresAfter) {}

  interface Action {
    OperatorActions.Outcome carryOut(Wish wish);
  }

  Response order(String verb, String target, byte[] body, Action action) {
    Wish wish = wish(verb, body);
    String what = verb + " " + ApiProblem.quote(target);
    return switch (action.carryOut(wish)) {
      case OperatorActions.Outcome.Done(List<String> instances, String text) -> {
        audit.done(what, wish.order().reason(), text);
        yield ChangeAnswers.json(200, Map.of("instances", instances, "text", text)).build();
      }
      case OperatorActions.Outcome.Refused(String why) -> {
        ApiProblem problem = ApiProblem.conflict("refused", why);
        audit.refused(what, problem);
        throw problem;
      }
      case OperatorActions.Outcome.Unknown(String name) ->
          throw ApiProblem.notFound("instance", name);
    };
  }

  /// No body is an empty one.
  private Wish wish(String verb, byte[] body) {
    Map<String, @Nullable Object> fields = body.length == 0 ? Map.of() : Json.object(body);
    var wrong = new ArrayList<ApiProblem.Violation>();
    boolean drain = verb.equals("drain");
    Set<String> known =
        drain ? Set.of("reason", "force", "expiresAfter") : Set.of("reason", "force");
    for (String key : fields.keySet()) {
      if (!known.contains(key)) {
        wrong.add(
            new ApiProblem.Violation(
                io.baton.config.ConfigTree.pointer("", key),
                "unknown-key",
                "nobody knows this key here; there are "
                    + String.join(", ", new java.util.TreeSet<>(known))));
      }
    }
    String reason = value(fields, "reason", String.class, "", wrong);
    boolean force = value(fields, "force", Boolean.class, false, wrong);
    String expires = value(fields, "expiresAfter", String.class, "", wrong);
    Optional<Duration> after = DurationText.parse(expires);
    boolean fits =
        after.map(d -> d.isPositive() && d.compareTo(LONGEST) <= 0).orElse(expires.isEmpty());
    if (!fits) {
      wrong.add(
          new ApiProblem.Violation(
              "/expiresAfter", "bad-value", "a duration of up to 366 days with its unit: 2h"));
    }
    if (!wrong.isEmpty()) {
      throw ApiProblem.invalid(wrong);
    }
    var order = new OperatorActions.Order(audit.actor(), ChangeParams.reason(reason), force);
    return new Wish(order, after);
  }

  private static <T> T value(
      Map<String, @Nullable Object> fields,
      String key,
      Class<T> type,
      T otherwise,
      List<ApiProblem.Violation> wrong) {
    if (!fields.containsKey(key)) {
      return otherwise;
    }
    Object value = fields.get(key);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    wrong.add(
        new ApiProblem.Violation(
            "/" + key,
            "wrong-type",
            key + " is " + (type == String.class ? "a text" : "true or false")));
    return otherwise;
  }
}
