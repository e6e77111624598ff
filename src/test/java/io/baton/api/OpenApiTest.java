package io.baton.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The OpenAPI document, held against what the API answers.
@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class OpenApiTest {

  private static final Set<String> METHODS = Set.of("get", "put", "patch", "post", "delete");

  @Inject private FakeConfigService configs;

  @BeforeEach
  void nothingIsManaged() {
    configs.reset();
  }

  private static JsonNode json(String path) {
    try {
      return JsonMapper.builder().build().readTree(given().get(path).then().extract().asString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(path, e);
    }
  }

  private static JsonNode document() {
    return json("/q/openapi?format=json");
  }

  @Test
  void everyOperationSaysWhoMayCallItAndHowItIsRefused() {
    var ids = new TreeSet<String>();
    for (var path : document().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          var tree = operation.getValue();
          String what = operation.getKey() + " " + path.getKey();
          assertThat(tree.path("summary").asText()).as(what).isNotBlank();
          assertThat(ids.add(tree.path("operationId").asText())).as(what).isTrue();
          assertThat(tree.path("security")).as(what).isNotEmpty();
          for (String status : Set.of("400", "401", "403", "429")) {
            assertThat(tree.at("/responses/" + status + "/$ref").asText())
                .as(what)
                .isEqualTo("#/components/responses/Problem" + status);
          }
        }
      }
    }
    assertThat(ids).contains("putInstance", "drainNode", "rollback", "streamTransitions");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var document = document();
    var configuration = json("/schema/baton.schema.json");
    for (JsonNode ref : document.findValues("$ref")) {
      String text = ref.asText();
      int hash = text.indexOf('#');
      var tree = text.startsWith("/schema/baton.schema.json") ? configuration : document;
      var target = hash < 0 ? tree : tree.at(text.substring(hash + 1));
      assertThat(target.isMissingNode()).as(text).isFalse();
    }
    assertThat(document.at("/components/schemas/Instance/$ref").asText())
        .isEqualTo("/schema/baton.schema.json#/$defs/instance");
    assertThat(document.at("/components/securitySchemes")).hasSize(3);
  }

  @Test
  void theExampleIsTakenAndTheAnswersAreAsDescribed() {
    // Given
    var document = document();
    var put = document.path("paths").path("/api/v1/instances/{name}").path("put");
    var example = put.at("/requestBody/content/application~1json/examples/instance/value");
    String body = example.isTextual() ? example.asText() : example.toString();

    // When
    var created = admin(body).put("/api/v1/instances/EXAMPLE");
    var invalid = admin("{\"virtualRouterId\": 0}").put("/api/v1/instances/EXAMPLE");
    var missing = admin("").delete("/api/v1/instances/none");

    // Then
    assertThat(put.path("responses").has(Integer.toString(created.statusCode()))).isTrue();
    assertThat(created.statusCode()).isEqualTo(201);
    assertHasAllOf(document.at("/components/schemas/Outcome"), created);
    assertHasAllOf(document.at("/components/schemas/Problem"), invalid);
    assertHasAllOf(document.at("/components/schemas/Problem"), missing);
  }

  /// What the schema requires is there, and nothing is there that it does not know.
  private static void assertHasAllOf(JsonNode schema, Response answer) {
    try {
      var tree = (ObjectNode) JsonMapper.builder().build().readTree(answer.asString());
      schema.path("required").forEach(key -> assertThat(tree.has(key.asText())).isTrue());
      assertThat(schema.path("required")).isNotEmpty();
      tree.fieldNames()
          .forEachRemaining(key -> assertThat(schema.path("properties").has(key)).as(key).isTrue());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.asString(), e);
    }
  }

  private static RequestSpecification admin(String body) {
    return given()
        .auth()
        .preemptive()
        .basic("ada", TestCredentials.PASSWORD)
        .contentType(ContentType.JSON)
        .body(body);
  }

  @Test
  void theUserInterfaceIsServed() {
    given().get("/q/swagger-ui/").then().statusCode(200).contentType(ContentType.HTML);
  }
}
