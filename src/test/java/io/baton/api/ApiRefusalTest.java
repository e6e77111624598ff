package io.baton.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every refusal, of every resource: none is a bare page, none tells more than it should, and none
/// changes anything.
@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ApiRefusalTest {

  private static final String BASE = "/api/v1/";
  private static final String INSTANCE =
      """
      {"interface": "eth0", "virtualRouterId": 51, "addresses": ["10.0.0.40/24"]}""";

  /// A named thing that can be written.
  ///
  /// @param path of a new one
  /// @param file the path of one that a file says
  /// @param key of the body, which is no number
  private record Thing(String path, String body, String file, String key) {}

  private static final List<Thing> THINGS =
      List.of(
          new Thing("instances/N", INSTANCE, "instances/VI_FILE", "interface"),
          new Thing("sync-groups/N", "{\"members\": [\"VI_FILE\"]}", "sync-groups/g", "members"),
          new Thing(
              "trackers/scripts/N",
              "{\"command\": [\"/bin/true\"]}",
              "trackers/scripts/chk",
              "command"),
          new Thing(
              "trackers/processes/N",
              "{\"process\": \"nginx\"}",
              "trackers/processes/p",
              "process"),
          new Thing("trackers/files/N", "{\"path\": \"/run/n\"}", "trackers/files/f", "path"),
          new Thing("trackers/checks/N", "{\"ping\": \"10.0.0.1\"}", "trackers/checks/c", "ping"),
          new Thing(
              "notifiers/N",
              "{\"webhook\": {\"url\": \"https://example.org/in\"}}",
              "notifiers/n",
              "webhook"));

  private static final List<String> ORDERS = List.of("resign", "drain", "undrain", "announce");

  /// A way in, as the OpenAPI document has it.
  private record Operation(String method, String path) {

    boolean reads() {
      return method.equals("GET") || path.endsWith("/validate");
    }
  }

  @Inject private FakeConfigService configs;
  @Inject private FakeOperatorActions actions;
  private List<Object> before = List.of();

  @AfterAll
  static void answersAreAnswers() {
    RestAssured.replaceFiltersWith(List.of());
  }

  @BeforeEach
  void nothingIsManaged() {
    RestAssured.replaceFiltersWith(ApiContract.ofThisServer());
    configs.reset();
    before = state();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(state()).isEqualTo(before);
  }

  private List<Object> state() {
    return List.of(configs.current(), configs.history(), actions.drains());
  }

  private static RequestSpecification as(String name) {
    return given()
        .auth()
        .preemptive()
        .basic(name, TestCredentials.PASSWORD)
        .contentType(ContentType.JSON);
  }

  private static RequestSpecification admin(String body) {
    return as("ada").body(body);
  }

  private static ValidatableResponse refused(Response response, int status, String code) {
    return response
        .then()
        .statusCode(status)
        .contentType(ApiProblem.MEDIA_TYPE)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Cache-Control", "no-store")
        .body("status", equalTo(status))
        .body("type", equalTo("urn:baton:problem:" + code))
        .body(not(containsString("Exception")))
        .body(not(containsString(".java")));
  }

  private static List<Operation> operations() throws Exception {
    String text = given().get("/q/openapi?format=json").then().extract().asString();
    var all = new ArrayList<Operation>();
    for (var path : JsonMapper.builder().build().readTree(text).path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        if (Set.of("GET", "PUT", "PATCH", "POST", "DELETE").contains(method)) {
          all.add(new Operation(method, path.getKey().replaceAll("\\{[a-z]+}", "x")));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(40);
    return all;
  }

  @Test
  void whoComesFromElsewhereWithoutCredentialsGetsNothing() throws Exception {
    for (Operation operation : operations()) {
      var request = given().header("X-Forwarded-For", "192.0.2.1").contentType(ContentType.JSON);
      if (!operation.method().equals("GET")) {
        request.body("{}");
      }
      refused(request.request(operation.method(), operation.path()), 401, "no-credentials")
          .header("WWW-Authenticate", containsString("Basic"));
    }
  }

  @Test
  void aViewerChangesNothingAndAnOperatorNoConfiguration() throws Exception {
    for (Operation operation : operations()) {
      if (!operation.reads()) {
        refused(
            as("vera").body("{}").request(operation.method(), operation.path()), 403, "wrong-role");
        refused(
            given()
                .contentType(ContentType.JSON)
                .body("{}")
                .request(operation.method(), operation.path()),
            401,
            "no-credentials");
      }
    }
    for (Thing thing : THINGS) {
      refused(as("oscar").body(thing.body()).put(BASE + thing.path()), 403, "wrong-role");
      refused(as("oscar").body("{}").patch(BASE + thing.path()), 403, "wrong-role");
      refused(as("oscar").delete(BASE + thing.path()), 403, "wrong-role");
    }
    for (String path : List.of("rollback", "confirm", "reload")) {
      refused(as("oscar").post(BASE + "config/" + path), 403, "wrong-role");
    }
  }

  @Test
  void aKeyThatNobodyKnowsAndAValueOfAnotherTypeArePointedAt() {
    for (Thing thing : THINGS) {
      String unknown = thing.body().replaceFirst("\\{", "{\"nonsense\": 1, ");
      String value = thing.key().equals("webhook") ? "7" : "{\"no\": {}}";
      String typed = "{\"" + thing.key() + "\": " + value + "}";
      refused(admin(unknown).put(BASE + thing.path()), 422, "invalid")
          .body("errors.pointer", hasItem("/nonsense"));
      refused(admin(typed).put(BASE + thing.path()), 422, "invalid")
          .body("errors.pointer", hasItem(startsWith("/" + thing.key())));
    }
    refused(admin("{\"nonsense\": 1}").header("If-Match", "*").put(BASE + "config"), 422, "invalid")
        .body("errors.pointer", hasItem("/nonsense"));
    refused(admin("{\"routerId\": []}").patch(BASE + "config"), 409, "read-only");
    refused(admin("{\"instances\": 7}").post(BASE + "config/validate"), 422, "invalid")
        .body("errors.pointer", hasItem("/instances"));
    for (String path : List.of("node/", "instances/VI_FILE/")) {
      for (String verb : ORDERS) {
        refused(admin("{\"forse\": true}").post(BASE + path + verb), 422, "invalid")
            .body("errors.pointer", hasItem("/forse"));
        refused(admin("{\"reason\": 5}").post(BASE + path + verb), 422, "invalid")
            .body("errors.pointer", hasItem("/reason"));
      }
    }
  }

  private static List<Operation> withBody() {
    var all = new ArrayList<Operation>();
    for (Thing thing : THINGS) {
      all.add(new Operation("PUT", BASE + thing.path()));
      all.add(new Operation("PATCH", BASE + thing.path()));
    }
    all.add(new Operation("PUT", BASE + "config"));
    all.add(new Operation("PATCH", BASE + "config"));
    all.add(new Operation("POST", BASE + "config/validate"));
    for (String verb : ORDERS) {
      all.add(new Operation("POST", BASE + "node/" + verb));
      all.add(new Operation("POST", BASE + "instances/VI_FILE/" + verb));
    }
    return all;
  }

  @Test
  void aBodyThatIsNoJsonOrTooLargeOrOfAnotherKindIsRefusedEverywhere() {
    for (Operation operation : withBody()) {
      String method = operation.method();
      refused(admin("{\"a\": 1,").request(method, operation.path()), 400, "bad-json");
      refused(admin("[1]").request(method, operation.path()), 422, "invalid");
      refused(admin(" ".repeat(1_100_000)).request(method, operation.path()), 413, "too-large");
      refused(
          as("ada").contentType("text/plain").body("x").request(method, operation.path()),
          415,
          "bad-content-type");
    }
  }

  @Test
  void aNameThatNobodyHasIsNotFound() {
    for (Thing thing : THINGS) {
      refused(given().get(BASE + thing.path()), 404, "not-found");
      refused(admin("{}").patch(BASE + thing.path()), 404, "not-found");
      refused(as("ada").delete(BASE + thing.path()), 404, "not-found");
    }
    for (String verb : ORDERS) {
      refused(admin("{\"force\": true}").post(BASE + "instances/N/" + verb), 404, "not-found");
    }
    refused(given().get(BASE + "trackers/wheels"), 404, "not-found");
    refused(given().get(BASE + "outbox/N"), 404, "not-found");
    refused(given().get(BASE + "outbox/N/dead-letters"), 404, "not-found");
    refused(as("ada").post(BASE + "outbox/N/enable"), 404, "not-found");
    refused(as("ada").post(BASE + "outbox/N/dead-letters/retry"), 404, "not-found");
    refused(as("ada").post(BASE + "outbox/N/dead-letters/x/retry"), 404, "not-found");
    refused(as("ada").delete(BASE + "outbox/N/dead-letters/x"), 404, "not-found");
    refused(as("ada").post(BASE + "notifiers/N/test"), 404, "not-found");
    refused(as("ada").post(BASE + "config/rollback?revision=999999"), 404, "not-found");
    refused(given().get(BASE + "nothing"), 404, "not-found");
  }

  @Test
  void whatAFileSaysIsChangedThereAndTheFileAndLineAreTold() {
    for (Thing thing : THINGS) {
      String path = BASE + thing.file();
      for (Response response :
          List.of(
              admin(thing.body()).put(path),
              admin("{\"" + thing.key() + "\": null}").patch(path),
              as("ada").delete(path))) {
        refused(response, 409, "read-only")
            .body("file", equalTo("baton.yaml"))
            .body("line", equalTo(FakeConfigService.lineOf(thing.file())));
      }
    }
  }

  @Test
  void aStaleTagIsRefusedEverywhere() {
    for (Thing thing : THINGS) {
      String path = BASE + thing.path();
      refused(admin(thing.body()).header("If-Match", "\"old\"").put(path), 412, "stale");
      refused(admin("{}").header("If-Match", "\"old\"").patch(path), 412, "stale");
      refused(as("ada").header("If-Match", "\"old\"").delete(path), 412, "stale");
    }
    refused(admin("{}").header("If-Match", "\"old\"").put(BASE + "config"), 412, "stale");
    refused(admin("{}").header("If-Match", "\"old\"").patch(BASE + "config"), 412, "stale");
    refused(
        as("ada").header("If-Match", "\"old\"").post(BASE + "config/rollback?revision=1"),
        412,
        "stale");
  }

  @Test
  void parametersThatAreNoneAreNamed() {
    for (String path :
        List.of(
            "transitions?limit=many",
            "transitions?limit=0",
            "transitions?cursor=x",
            "transitions?since=now",
            "config?source=air")) {
      refused(given().get(BASE + path), 400, "bad-parameter");
    }
    for (String path :
        List.of(
            "rollback?revision=x",
            "rollback?revision=-1",
            "confirm?revision=x",
            "rollback?dryRun=maybe",
            "rollback?confirmWithin=1")) {
      refused(as("ada").post(BASE + "config/" + path), 400, "bad-parameter");
    }
  }

  @Test
  void aMethodAFormOrAPathThatThereIsNotIsAProblem() throws Exception {
    refused(as("ada").delete(BASE + "instances"), 405, "bad-method");
    refused(given().accept(ContentType.HTML).get(BASE + "instances"), 406, "bad-accept");
    assertThat(raw("GET /api/v1/%zz HTTP/1.1"))
        .startsWith("HTTP/1.1 400")
        .as("no HTTP gets no word")
        .endsWith("\r\n\r\n");
  }

  /// What no client would send.
  private static String raw(String line) throws IOException {
    try (var socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(10_000);
      String request = line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
