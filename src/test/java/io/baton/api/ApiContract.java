package io.baton.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds every answer of a test against the OpenAPI document: its status, its type and its body.
final class ApiContract implements Filter {

  private static final String HOME = "https://baton.test";
  private static final Path SCHEMAS = Path.of("src/main/resources/META-INF/resources/schema");

  private static @Nullable ApiContract ofThisServer;

  private final JsonMapper json = JsonMapper.builder().build();
  private final JsonNode document = document();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemas(
                  Map.of(
                      HOME + "/schema/baton.schema.json", text("baton.schema.json"),
                      HOME + "/schema/events.schema.json", text("events.schema.json"))));

  /// The port is known only once a test runs.
  static synchronized ApiContract ofThisServer() {
    if (ofThisServer == null) {
      ofThisServer = new ApiContract();
    }
    return ofThisServer;
  }

  private static String text(String name) {
    try {
      return Files.readString(SCHEMAS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode document() {
    try (var in =
        URI.create("http://localhost:" + RestAssured.port + "/q/openapi?format=json")
            .toURL()
            .openStream()) {
      return json.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification wanted,
      FilterContext context) {
    Response answer = context.next(request, wanted);
    String method = request.getMethod().toLowerCase(Locale.ROOT);
    operation(URI.create(request.getURI()).getRawPath(), method)
        .ifPresent(operation -> check(method + " " + request.getURI(), operation, answer));
    return answer;
  }

  /// A path without a variable goes before one with.
  private Optional<JsonNode> operation(String path, String method) {
    return document.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
        .filter(entry -> entry.getValue().has(method))
        .min((a, b) -> Integer.compare(variables(a.getKey()), variables(b.getKey())))
        .map(entry -> entry.getValue().get(method));
  }

  private static int variables(String path) {
    return path.split("\\{", -1).length;
  }

  private void check(String what, JsonNode operation, Response answer) {
    String status = Integer.toString(answer.statusCode());
    JsonNode described = resolved(operation.path("responses").path(status));
    assertThat(described.isMissingNode()).as("%s may be answered with %s", what, status).isFalse();
    if (answer.asString().isEmpty()) {
      return;
    }
    String type = answer.contentType().replaceFirst(";.*", "");
    JsonNode schema = described.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s: %s as %s", what, status, type).isFalse();
    assertThat(complaints(schema, answer.asString())).as(what + ": " + answer.asString()).isEmpty();
  }

  private JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }

  private Iterable<?> complaints(JsonNode schema, String body) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.put("$id", HOME + "/openapi");
    whole.set("components", document.path("components"));
    return registry.getSchema(whole.toString(), InputFormat.JSON).validate(body, InputFormat.JSON);
  }
}
