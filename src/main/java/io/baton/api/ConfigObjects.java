package io.baton.api;

import io.baton.config.ConfigTree;
import io.baton.config.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The named things of the document as resources, the same for instances, groups, trackers and
/// notifiers. A thing is shown as the document has it, with its `name`, its `origin` and, where
/// there is one, its `status`; these three are not part of its configuration, and what a request
/// says about `origin` and `status` is not read.
@ApplicationScoped
class ConfigObjects {

  private static final String NAME = "name";
  private static final Set<String> SHOWN_ONLY = Set.of("origin", "status");

  private final ConfigChanges changes;
  private final Audit audit;

  ConfigObjects(ConfigChanges changes, Audit audit) {
    this.changes = changes;
    this.audit = audit;
  }

  /// What else is shown of a thing by its name; null for nothing.
  interface Status extends Function<String, @Nullable Object> {}

  /// @param section the key of the document
  /// @param noun "instance"
  record Kind(String section, String noun) {

    String pointer(String name) {
      return ConfigTree.pointer("/" + section, name);
    }
  }

  List<Map<String, Object>> all(Kind kind, Status status) {
    Documents documents = changes.now();
    var all = new ArrayList<Map<String, Object>>();
    Documents.section(documents.whole(), kind.section())
        .forEach((name, tree) -> all.add(shown(documents, kind, name, tree, status)));
    return all;
  }

  Response one(Kind kind, String name, Status status) {
    Documents documents = changes.now();
    Object tree =
        documents
            .find(kind.section(), name)
            .orElseThrow(() -> ApiProblem.notFound(kind.noun(), name));
    return ChangeAnswers.json(200, shown(documents, kind, name, tree, status))
        .header("ETag", Tags.of(tree))
        .build();
  }

  private static Map<String, Object> shown(
      Documents documents, Kind kind, String name, Object tree, Status status) {
    var map = new LinkedHashMap<String, Object>();
    map.put(NAME, name);
    if (ConfigTree.hidden(tree) instanceof Map<?, ?> fields) {
      fields.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    map.put("origin", origin(documents, kind, name));
    Object more = status.apply(name);
    if (more != null) {
      map.put("status", more);
    }
    return map;
  }

  private static Map<String, Object> origin(Documents documents, Kind kind, String name) {
    if (!documents.isFromFile(kind.section(), name)) {
      return Map.of("source", "api");
    }
    Position at = documents.position(kind.section(), name);
    return Map.of("source", "file", "file", at.file(), "line", at.line());
  }

  /// Creates or replaces. Without `If-Match` it replaces nothing that is different.
  Response put(Kind kind, String name, byte[] body, ChangeParams params) {
    Map<String, @Nullable Object> wanted = configuration(name, Json.object(body));
    var existed = new boolean[1];
    ChangeOutcome outcome =
        changes.change(
            "PUT " + what(kind, name),
            kind.pointer(name),
            params.meta(audit.actor()),
            documents -> {
              documents.requireManaged(kind.section(), name);
              Object present = Documents.section(documents.managed(), kind.section()).get(name);
              existed[0] = present != null;
              Tags.require(params, present == null ? null : Tags.of(present));
              requireCondition(params, present, wanted);
              return with(documents, kind, name, name, wanted);
            });
    boolean created = !existed[0] && outcome instanceof ChangeOutcome.Applied;
    return answer(kind, name, outcome, created ? 201 : 200);
  }

  /// Two who write without having read would lose one another's changes.
  private static void requireCondition(
      ChangeParams params, @Nullable Object present, Map<String, @Nullable Object> wanted) {
    if (present == null || params.ifMatch != null) {
      return;
    }
    Object restored = Documents.numbers(ConfigTree.restored(wanted, present));
    if (!present.equals(restored)) {
      throw new ApiProblem(
              428,
              "condition-needed",
              "A condition is needed",
              "send the ETag that was read as If-Match, or If-Match: * to replace whatever is"
                  + " there")
          .header("ETag", Tags.of(present));
    }
  }

  /// Changes what the patch names. A patch of `name` renames.
  Response patch(Kind kind, String name, byte[] body, ChangeParams params) {
    Map<String, @Nullable Object> patch = Json.object(body);
    String newName = newName(name, patch);
    ChangeOutcome outcome =
        changes.change(
            "PATCH " + what(kind, name),
            kind.pointer(newName),
            params.meta(audit.actor()),
            documents -> {
              Map<String, Object> present = present(documents, kind, name, params);
              if (!newName.equals(name) && documents.find(kind.section(), newName).isPresent()) {
                throw ApiProblem.conflict(
                    "exists", ApiProblem.quote(newName) + " is there already");
              }
              var changed = MergePatch.apply(present, withoutShown(patch));
              @SuppressWarnings("unchecked")
              var restored = (Map<String, @Nullable Object>) ConfigTree.restored(changed, present);
              return with(documents, kind, name, newName, restored);
            });
    return answer(kind, newName, outcome, 200);
  }

  Response delete(Kind kind, String name, ChangeParams params) {
    ChangeOutcome outcome =
        changes.change(
            "DELETE " + what(kind, name),
            kind.pointer(name),
            params.meta(audit.actor()),
            documents -> {
              present(documents, kind, name, params);
              return with(documents, kind, name, name, null);
            });
    return ChangeAnswers.json(200, ChangeAnswers.body(outcome)).build();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> present(
      Documents documents, Kind kind, String name, ChangeParams params) {
    documents.requireManaged(kind.section(), name);
    Object present = Documents.section(documents.managed(), kind.section()).get(name);
    Tags.require(params, present == null ? null : Tags.of(present));
    if (present == null) {
      throw ApiProblem.notFound(kind.noun(), name);
    }
    return (Map<String, Object>) present;
  }

  /// The managed document with another thing in the place of one, in the same order.
  ///
  /// @param wanted null to take it away
  private static Map<String, @Nullable Object> with(
      Documents documents,
      Kind kind,
      String name,
      String newName,
      @Nullable Map<String, @Nullable Object> wanted) {
    var entries = new LinkedHashMap<String, @Nullable Object>();
    Documents.section(documents.managed(), kind.section())
        .forEach(
            (key, value) -> {
              if (!key.equals(name)) {
                entries.put(key, value);
              } else if (wanted != null) {
                entries.put(newName, wanted);
              }
            });
    if (wanted != null) {
      entries.putIfAbsent(newName, wanted);
    }
    var document = new LinkedHashMap<String, @Nullable Object>(documents.managed());
    document.put(kind.section(), entries);
    return document;
  }

  private static Map<String, @Nullable Object> configuration(
      String name, Map<String, @Nullable Object> body) {
    if (!newName(name, body).equals(name)) {
      throw ApiProblem.invalid(
          List.of(
              new ApiProblem.Violation(
                  "/name", "bad-value", "the name is that of the path; a PATCH renames")));
    }
    return withoutShown(body);
  }

  private static String newName(String name, Map<String, @Nullable Object> body) {
    if (!body.containsKey(NAME)) {
      return name;
    }
    if (body.get(NAME) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw ApiProblem.invalid(
        List.of(new ApiProblem.Violation("/name", "wrong-type", "name is a text")));
  }

  private static Map<String, @Nullable Object> withoutShown(Map<String, @Nullable Object> body) {
    var rest = new LinkedHashMap<String, @Nullable Object>(body);
    rest.remove(NAME);
    rest.keySet().removeAll(SHOWN_ONLY);
    return rest;
  }

  private Response answer(Kind kind, String name, ChangeOutcome outcome, int status) {
    var response = ChangeAnswers.json(status, ChangeAnswers.body(outcome));
    if (!(outcome instanceof ChangeOutcome.Planned)) {
      changes
          .now()
          .find(kind.section(), name)
          .ifPresent(tree -> response.header("ETag", Tags.of(tree)));
    }
    return response.build();
  }

  private static String what(Kind kind, String name) {
    return kind.noun() + " " + ApiProblem.quote(name);
  }
}
