package io.baton.api;

import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponse;
import static org.eclipse.microprofile.openapi.OASFactory.createComponents;
import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createExample;
import static org.eclipse.microprofile.openapi.OASFactory.createInfo;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createRequestBody;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;
import static org.eclipse.microprofile.openapi.OASFactory.createSecurityRequirement;
import static org.eclipse.microprofile.openapi.OASFactory.createSecurityScheme;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Completes the OpenAPI document with what holds for every operation: who may call it, how it is
/// refused, and the schemas of what is configured, which are those of `baton.yaml`.
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ApiDocument implements OASFilter {

  private static final String CONFIG_SCHEMA = "/schema/baton.schema.json";
  private static final String JSON = "application/json";
  private static final String SCHEMAS = "#/components/schemas/";

  /// What each schema is called here and where the schema of `baton.yaml` has it.
  private static final Map<String, String> CONFIGURED =
      Map.of(
          "Config", "",
          "Instance", "#/$defs/instance",
          "SyncGroup", "#/$defs/syncGroup",
          "Script", "#/$defs/script",
          "Process", "#/$defs/process",
          "File", "#/$defs/file",
          "Check", "#/$defs/check",
          "Notifier", "#/$defs/notifier");

  private static final Map<String, String> BODIES =
      Map.of(
          "/trackers/", "Tracker",
          "/instances/", "Instance",
          "/sync-groups/", "SyncGroup",
          "/notifiers/", "Notifier");

  private static final String BASE = "/api/v1/";
  private static final String LIST = "list of ";

  /// What is read, by the path.
  private static final Map<String, String> READ =
      Map.ofEntries(
          Map.entry("instances", LIST + "ShownInstance"),
          Map.entry("instances/{name}", "ShownInstance"),
          Map.entry("sync-groups", LIST + "Shown"),
          Map.entry("sync-groups/{name}", "Shown"),
          Map.entry("notifiers", LIST + "Shown"),
          Map.entry("notifiers/{name}", "Shown"),
          Map.entry("trackers", "Trackers"),
          Map.entry("trackers/{kind}", LIST + "Shown"),
          Map.entry("trackers/{kind}/{name}", "Shown"),
          Map.entry("config", "Config"),
          Map.entry("config/history", LIST + "Revision"),
          Map.entry("status", "Status"),
          Map.entry("transitions", "EventPage"));

  private static final String INSTANCE =
      """
      {"interface": "eth0", "virtualRouterId": 51, "addresses": ["10.0.0.40/24"]}""";

  private static final Map<Integer, String> PROBLEMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, "The request cannot be read."),
              Map.entry(401, "Credentials are missing or wrong."),
              Map.entry(403, "The caller's role does not allow it."),
              Map.entry(404, "There is no such thing."),
              Map.entry(406, "It is not given in the form that is asked for."),
              Map.entry(409, "The present state does not allow it."),
              Map.entry(412, "Somebody else was faster: the tag is not that of what is there."),
              Map.entry(413, "The body is larger than is read."),
              Map.entry(415, "The body is of another type than is read."),
              Map.entry(422, "The content breaks rules; every one is told with its pointer."),
              Map.entry(428, "A condition is needed: If-Match or If-None-Match."),
              Map.entry(429, "Too many requests from this address."),
              Map.entry(500, "The system refused it, or Baton has failed; nothing has changed."),
              Map.entry(503, "Not now; Retry-After says when.")));

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.setInfo(
        createInfo()
            .title("Baton")
            .version("1")
            .description("The virtual routers of a host: what they do, and what they are to do."));
    Components components = api.getComponents();
    if (components == null) {
      components = createComponents();
      api.setComponents(components);
    }
    components.addSchema("Problem", problem());
    components.addSchema("Outcome", outcome());
    components.addSchema("Order", order());
    for (var entry : CONFIGURED.entrySet()) {
      components.addSchema(entry.getKey(), createSchema().ref(CONFIG_SCHEMA + entry.getValue()));
    }
    components.addSchema("Tracker", tracker());
    for (var entry : PROBLEMS.entrySet()) {
      components.addResponse("Problem" + entry.getKey(), problemResponse(entry.getValue()));
    }
    schemes(components);
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations().forEach((method, op) -> complete(path, method, op)));
  }

  private static void schemes(Components components) {
    components.setSecuritySchemes(
        Map.of(
            "password",
            createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("basic")
                .description("A name of the password file, or `local` with the local secret."),
            "token",
            createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("Of the identity provider; its groups are the roles."),
            "certificate",
            createSecurityScheme()
                .type(SecurityScheme.Type.MUTUALTLS)
                .description("Its common name is a name of the password file.")));
  }

  private static void complete(String path, HttpMethod method, Operation operation) {
    boolean reads = method == HttpMethod.GET;
    var security = new ArrayList<SecurityRequirement>();
    for (String scheme : List.of("password", "token", "certificate")) {
      security.add(createSecurityRequirement().addScheme(scheme));
    }
    if (reads) {
      // From the host itself a viewer needs nothing.
      security.add(createSecurityRequirement());
    }
    operation.setSecurity(security);
    for (int status : PROBLEMS.keySet()) {
      if (isPossible(status, path, reads)) {
        operation
            .getResponses()
            .addAPIResponse(
                Integer.toString(status),
                createAPIResponse().ref("#/components/responses/Problem" + status));
      }
    }
    body(path, method, operation);
    success(path, method, operation);
  }

  private static boolean isPossible(int status, String path, boolean reads) {
    return switch (status) {
      case 400, 401, 403, 406, 429, 500 -> true;
      case 503 -> path.endsWith("/stream");
      case 404 -> path.contains("{") || path.endsWith("/rollback");
      default -> !reads;
    };
  }

  /// What a request says in its body, by the place that it goes to.
  private static void body(String path, HttpMethod method, Operation operation) {
    String schema = bodySchema(path, method);
    if (schema.isEmpty()) {
      return;
    }
    var media = createMediaType().schema(createSchema().ref(SCHEMAS + schema));
    if (schema.equals("Instance") && method == HttpMethod.PUT) {
      media.addExample("instance", createExample().value(INSTANCE));
    }
    var content = createContent();
    content.addMediaType(method == HttpMethod.PATCH ? "application/merge-patch+json" : JSON, media);
    boolean required = !schema.equals("Order");
    operation.setRequestBody(createRequestBody().content(content).required(required));
  }

  private static String bodySchema(String path, HttpMethod method) {
    boolean writes = method == HttpMethod.PUT || method == HttpMethod.PATCH;
    if (method == HttpMethod.POST) {
      return path.endsWith("/validate") ? "Config" : isOrder(path) ? "Order" : "";
    }
    if (!writes) {
      return "";
    }
    for (var entry : BODIES.entrySet()) {
      if (path.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return path.endsWith("/config") ? "Config" : "";
  }

  private static boolean isOrder(String path) {
    return path.matches(".*/(resign|drain|undrain|announce)");
  }

  /// What is answered when all is well; what is not named here is known from the answer's type.
  private static void success(String path, HttpMethod method, Operation operation) {
    String schema = answer(path.substring(BASE.length()), method);
    if (schema.isEmpty()) {
      return;
    }
    boolean list = schema.startsWith(LIST);
    Schema one = createSchema().ref(SCHEMAS + schema.replace(LIST, ""));
    var content = createContent();
    content.addMediaType(JSON, createMediaType().schema(list ? list(one) : one));
    answer(operation, "200", method == HttpMethod.GET ? "As it is now." : "Done, or planned.")
        .content(content);
    if (method == HttpMethod.PUT && path.contains("{")) {
      answer(operation, "201", "Created.").content(content);
    }
    if (method == HttpMethod.GET && path.endsWith("/config")) {
      answer(operation, "304", "As it was when it had the tag of If-None-Match.");
    }
  }

  private static APIResponse answer(Operation operation, String status, String description) {
    APIResponse response = createAPIResponse().description(description);
    operation.getResponses().addAPIResponse(status, response);
    return response;
  }

  private static String answer(String path, HttpMethod method) {
    if (method == HttpMethod.GET) {
      return READ.getOrDefault(path, "");
    }
    if (isOrder(path)) {
      return "Done";
    }
    if (path.equals("config/confirm")) {
      return "Confirmed";
    }
    boolean changes = method != HttpMethod.POST && !path.startsWith("outbox");
    return changes || path.matches("config/(rollback|reload|validate)") ? "Outcome" : "";
  }

  private static APIResponse problemResponse(String description) {
    var content = createContent();
    content.addMediaType(
        ApiProblem.MEDIA_TYPE, createMediaType().schema(createSchema().ref(SCHEMAS + "Problem")));
    return createAPIResponse().description(description).content(content);
  }

  private static Schema problem() {
    return object("RFC 9457 problem details.")
        .addProperty("type", text("urn:baton:problem: and a stable code"))
        .addProperty("title", text("the same for every problem of that code"))
        .addProperty("status", whole("the HTTP status"))
        .addProperty("detail", text("what is wrong and what would be right"))
        .addProperty(
            "errors",
            list(
                object("One thing that is wrong with the body.")
                    .addProperty("pointer", text("a JSON Pointer into the body"))
                    .addProperty("code", text("stable and short"))
                    .addProperty("detail", text("what is wrong and what would be right"))
                    .required(List.of("pointer", "code", "detail"))))
        .required(List.of("type", "title", "status", "detail"));
  }

  private static Schema outcome() {
    Schema change =
        object("One thing that changes.")
            .addProperty("kind", text("add, remove, retune, replace and others"))
            .addProperty("subject", text("what changes"))
            .addProperty("reasons", list(text("one line each")))
            .addProperty("impact", text("what that does to the addresses"))
            .required(List.of("kind", "subject", "reasons", "impact"));
    return object("What came of a change.")
        .addProperty("outcome", text("applied, planned or unchanged"))
        .addProperty("revision", whole("the configuration that runs"))
        .addProperty("confirmBefore", text("when it is undone unless confirmed"))
        .addProperty("plan", object("What is done.").addProperty("changes", list(change)))
        .required(List.of("outcome"));
  }

  private static Schema tracker() {
    Schema any = createSchema().description("As its kind wants it.");
    for (String kind : List.of("Script", "Process", "File", "Check")) {
      any.addAnyOf(createSchema().ref(SCHEMAS + kind));
    }
    return any;
  }

  private static Schema order() {
    return object("How an order is carried out.")
        .addProperty("reason", text("why, for the log and for others"))
        .addProperty("force", type(Schema.SchemaType.BOOLEAN, "even without a peer"))
        .addProperty("expiresAfter", text("ends a drain by itself: 2h"));
  }

  private static Schema object(String description) {
    return type(Schema.SchemaType.OBJECT, description);
  }

  private static Schema text(String description) {
    return type(Schema.SchemaType.STRING, description);
  }

  private static Schema whole(String description) {
    return type(Schema.SchemaType.INTEGER, description);
  }

  private static Schema type(Schema.SchemaType type, String description) {
    return createSchema().addType(type).description(description);
  }

  private static Schema list(Schema items) {
    return createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }
}
