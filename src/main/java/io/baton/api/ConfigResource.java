package io.baton.api;

import io.baton.config.ConfigTree;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `/api/v1/config`: the whole document, its history and the ways back.
@Path("/api/v1/config")
@Tag(name = "config")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class ConfigResource {

  private static final String REVISION_HEADER = "Baton-Revision";

  private final ConfigService configs;
  private final ConfigChanges changes;
  private final Audit audit;

  ConfigResource(ConfigService configs, ConfigChanges changes, Audit audit) {
    this.configs = configs;
    this.changes = changes;
    this.audit = audit;
  }

  @GET
  @Operation(
      operationId = "getConfig",
      summary = "The whole document: what files say and what the API manages, or one of the two.")
  public Response document(
      @QueryParam("source") @Nullable String source,
      @HeaderParam("If-None-Match") @Nullable String known) {
    ConfigState state = configs.current();
    Documents documents = Documents.of(state);
    Map<String, Object> tree =
        switch (source == null ? "effective" : source) {
          case "effective" -> documents.whole();
          case "files" -> documents.files();
          case "managed" -> documents.managed();
          default ->
              throw ApiProblem.badRequest("bad-parameter", "source is effective, files or managed");
        };
    String tag = Tags.of(tree);
    if (known != null && Tags.names(known, tag)) {
      return Response.notModified().header("ETag", tag).build();
    }
    return ChangeAnswers.json(200, ConfigTree.hidden(tree))
        .header("ETag", tag)
        .header(REVISION_HEADER, state.revision())
        .build();
  }

  @PUT
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putConfig",
      summary = "Replaces what the API manages. What files say may stand in it, unchanged.")
  public Response put(byte[] body, @BeanParam ChangeParams params) {
    var wanted = Json.object(body);
    return change("PUT config", params, documents -> replaced(documents, wanted, params));
  }

  private static Map<String, @Nullable Object> replaced(
      Documents documents, Map<String, @Nullable Object> wanted, ChangeParams params) {
    String present = requireTags(documents, params);
    @SuppressWarnings("unchecked")
    var restored =
        (Map<String, @Nullable Object>)
            Documents.numbers(ConfigTree.restored(wanted, documents.whole()));
    Map<String, @Nullable Object> managed =
        documents.withoutFiles(restored == null ? Map.of() : restored);
    if (params.ifMatch == null && !managed.equals(documents.managed())) {
      if (!documents.managed().isEmpty()) {
        throw new ApiProblem(
                428,
                "condition-needed",
                "A condition is needed",
                "send the ETag that was read as If-Match, or If-Match: * to replace whatever is"
                    + " there")
            .header("ETag", present);
      }
    }
    return managed;
  }

  @PATCH
  @RolesAllowed(Roles.ADMIN)
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(operationId = "patchConfig", summary = "Changes what the patch names.")
  public Response patch(byte[] body, @BeanParam ChangeParams params) {
    var patch = Json.object(body);
    return change(
        "PATCH config",
        params,
        documents -> {
          requireTags(documents, params);
          var changed = MergePatch.apply(documents.whole(), patch);
          @SuppressWarnings("unchecked")
          var restored =
              (Map<String, @Nullable Object>)
                  Documents.numbers(ConfigTree.restored(changed, documents.whole()));
          documents.requireAllOfFiles(changed);
          return documents.withoutFiles(restored == null ? Map.of() : restored);
        });
  }

  /// The tag of the managed part alone is as good as that of the whole document.
  private static String requireTags(Documents documents, ChangeParams params) {
    String whole = Tags.of(documents.whole());
    String managed = Tags.of(documents.managed());
    boolean ofManaged = params.ifMatch != null && Tags.names(params.ifMatch, managed);
    Tags.require(params, ofManaged ? managed : whole);
    return whole;
  }

  private Response change(String what, ChangeParams params, ConfigChanges.Edit edit) {
    ChangeOutcome outcome = changes.change(what, "", params.meta(audit.actor()), edit);
    var response = ChangeAnswers.json(200, ChangeAnswers.body(outcome));
    if (!(outcome instanceof ChangeOutcome.Planned)) {
      response.header("ETag", Tags.of(changes.now().whole()));
    }
    return response.build();
  }

  @POST
  @Path("validate")
  @RolesAllowed(Roles.VIEWER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "validateConfig",
      summary = "Says what is wrong with a document, or what putting it would do. Changes nothing.")
  public Response validate(byte[] body) {
    var wanted = Json.object(body);
    var params = new ChangeParams();
    params.ifMatch = "*";
    params.dryRun = "true";
    params.reason = "validation";
    return change("validate config", params, documents -> replaced(documents, wanted, params));
  }

  @GET
  @Path("history")
  @Operation(operationId = "getHistory", summary = "The changes so far, the newest first.")
  public Response history() {
    List<Map<String, Object>> all =
        configs.history().stream().map(ConfigResource::revision).toList();
    return ChangeAnswers.json(200, all).build();
  }

  private static Map<String, Object> revision(Revision revision) {
    var map = new LinkedHashMap<String, Object>();
    map.put("revision", revision.revision());
    map.put("time", revision.time().toString());
    map.put("actor", revision.actor());
    map.put("reason", revision.reason());
    map.put("changes", revision.changes());
    return map;
  }

  @POST
  @Path("rollback")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      operationId = "rollback",
      summary = "Makes what the API manages what it was at a revision; the one before by default.")
  public Response rollback(
      @QueryParam("revision") @Schema(type = SchemaType.INTEGER) @Nullable String wanted,
      @BeanParam ChangeParams params) {
    long before = configs.current().revision();
    ChangeRequest.Meta meta = params.meta(audit.actor());
    long revision = revision(wanted).orElseGet(() -> previous(before));
    if (params.ifMatch != null || params.ifNoneMatch != null) {
      Tags.require(params, Tags.of(changes.now().whole()));
    }
    ChangeOutcome outcome = ChangeAnswers.goodOrThrow(configs.rollback(revision, meta));
    audit.changed("rollback to revision " + revision, meta, before, outcome);
    return ChangeAnswers.json(200, ChangeAnswers.body(outcome))
        .header("ETag", Tags.of(changes.now().whole()))
        .build();
  }

  private static OptionalLong revision(@Nullable String text) {
    return ChangeParams.whole("revision", text, 1, Long.MAX_VALUE);
  }

  private long previous(long present) {
    return configs.history().stream()
        .mapToLong(Revision::revision)
        .filter(r -> r < present)
        .max()
        .orElseThrow(
            () -> ApiProblem.conflict("no-history", "there is no revision before this one"));
  }

  @POST
  @Path("confirm")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      operationId = "confirm",
      summary = "Makes a change stay that was applied with confirmWithin.")
  public Response confirm(
      @QueryParam("revision") @Schema(type = SchemaType.INTEGER) @Nullable String wanted) {
    Optional<ConfigState.PendingConfirm> pending = configs.current().pending();
    long revision =
        revision(wanted)
            .orElseGet(() -> pending.map(ConfigState.PendingConfirm::revision).orElse(-1L));
    if (!configs.confirm(revision, audit.actor())) {
      throw ApiProblem.conflict("nothing-pending", "no such change waits for confirmation");
    }
    audit.done("confirm", "", "revision " + revision + " stays");
    return ChangeAnswers.json(200, Map.of("outcome", "confirmed", "revision", revision)).build();
  }

  @POST
  @Path("reload")
  @RolesAllowed(Roles.ADMIN)
  @Operation(operationId = "reload", summary = "Reads the files again.")
  public Response reload() {
    long before = configs.current().revision();
    String actor = audit.actor();
    ChangeOutcome outcome = ChangeAnswers.goodOrThrow(configs.reload(actor));
    audit.changed("reload", ChangeRequest.Meta.of(actor, ""), before, outcome);
    return ChangeAnswers.json(200, ChangeAnswers.body(outcome)).build();
  }
}
