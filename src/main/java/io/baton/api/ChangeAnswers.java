package io.baton.api;

import io.baton.config.ChangePlan;
import io.baton.config.InstanceChange;
import io.baton.config.PartChange;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the outcome of a change is told.
final class ChangeAnswers {

  private ChangeAnswers() {}

  /// @throws ApiProblem for an outcome that changed nothing because it could not
  static ChangeOutcome goodOrThrow(ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Applied _, ChangeOutcome.Planned _, ChangeOutcome.Unchanged _ -> outcome;
      case ChangeOutcome.Stale(long revision) ->
          throw ApiProblem.stale("revision " + revision + " runs now; read again and repeat");
      case ChangeOutcome.Invalid invalid ->
          throw ApiProblem.invalid(
              invalid.problems().stream()
                  .map(p -> new ApiProblem.Violation("", p.code(), p.path() + ": " + p.message()))
                  .toList());
      case ChangeOutcome.ReadOnly(String name, var position) ->
          throw Documents.readOnly(name, position);
      case ChangeOutcome.Busy(String why) ->
          throw ApiProblem.conflict("busy", why).header("Retry-After", "1");
      case ChangeOutcome.UnknownRevision(long revision) ->
          throw ApiProblem.notFound("revision", Long.toString(revision));
      case ChangeOutcome.Failed(String why, List<String> outcomes) ->
          throw new ApiProblem(500, "apply-failed", "The system refused the change", why)
              .with("outcomes", outcomes);
    };
  }

  /// `{"outcome": "applied", "revision": 7, "plan": {...}}`.
  static Map<String, Object> body(ChangeOutcome outcome) {
    var body = new LinkedHashMap<String, Object>();
    switch (outcome) {
      case ChangeOutcome.Applied applied -> {
        body.put("outcome", "applied");
        body.put("revision", applied.revision());
        applied.confirmBefore().ifPresent(t -> body.put("confirmBefore", t.toString()));
        body.put("plan", plan(applied.plan()));
      }
      case ChangeOutcome.Planned(ChangePlan plan) -> {
        body.put("outcome", "planned");
        body.put("plan", plan(plan));
      }
      case ChangeOutcome.Unchanged(long revision) -> {
        body.put("outcome", "unchanged");
        body.put("revision", revision);
      }
      default -> throw new IllegalStateException("not an outcome to answer with: " + outcome);
    }
    return body;
  }

  private static Map<String, Object> plan(ChangePlan plan) {
    var changes = new ArrayList<Map<String, Object>>();
    for (InstanceChange change : plan.instances()) {
      changes.add(
          change(
              change.getClass().getSimpleName().toLowerCase(Locale.ROOT),
              "instance " + change.name(),
              change.reasons(),
              change.impact()));
    }
    for (PartChange change : plan.parts()) {
      changes.add(
          change(
              change.kind().name().toLowerCase(Locale.ROOT),
              change.subject(),
              change.reasons(),
              change.impact()));
    }
    return Map.of("changes", changes);
  }

  private static Map<String, Object> change(
      String kind, String subject, List<String> reasons, String impact) {
    var map = new LinkedHashMap<String, Object>();
    map.put("kind", kind);
    map.put("subject", subject);
    map.put("reasons", reasons);
    map.put("impact", impact);
    return map;
  }

  static Response.ResponseBuilder json(int status, Object tree) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(Json.text(tree));
  }
}
