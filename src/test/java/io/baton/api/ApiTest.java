package io.baton.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ApiTest {

  private static final String BASE = "/api/v1/";
  private static final String VI_1 =
      """
      {"interface": "eth0", "virtualRouterId": 51, "addresses": ["10.0.0.40/24"]}""";

  @Inject FakeConfigService configs;

  @BeforeEach
  void nothingIsManaged() {
    configs.reset();
  }

  private static RequestSpecification as(String name) {
    return given()
        .auth()
        .preemptive()
        .basic(name, TestCredentials.PASSWORD)
        .contentType(ContentType.JSON);
  }

  private static RequestSpecification admin() {
    return as("ada");
  }

  private static String create(String name, String body) {
    return admin()
        .body(body)
        .put(BASE + "instances/" + name)
        .then()
        .statusCode(201)
        .extract()
        .header("ETag");
  }

  private static void refused(ValidatableResponse response, int status, String code) {
    response
        .statusCode(status)
        .contentType(ApiProblem.MEDIA_TYPE)
        .body("status", equalTo(status))
        .body("type", equalTo("urn:baton:problem:" + code));
  }

  @Test
  void anInstanceIsCreatedReadChangedRenamedAndTakenAway() {
    // Given
    String tag = create("VI_1", VI_1);

    // When
    given()
        .get(BASE + "instances/VI_1")
        .then()
        .statusCode(200)
        .header("ETag", tag)
        .body("virtualRouterId", equalTo(51))
        .body("origin.source", equalTo("api"));
    admin()
        .header("If-Match", tag)
        .body("{\"priority\": 90, \"name\": \"VI_2\"}")
        .contentType("application/merge-patch+json")
        .patch(BASE + "instances/VI_1")
        .then()
        .statusCode(200)
        .header("ETag", not(tag))
        .body("outcome", equalTo("applied"));

    // Then
    given().get(BASE + "instances/VI_1").then().statusCode(404);
    given().get(BASE + "instances/VI_2").then().body("priority", equalTo(90));
    admin().delete(BASE + "instances/VI_2").then().statusCode(200);
    given().get(BASE + "instances").then().body("name", contains("VI_FILE"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithAPointerIntoTheBody() {
    refused(
        admin()
            .body(
                """
                {"interface": "eth0", "virtualRouterId": 300, "prioritty": 90,
                 "preempt": "yes", "addresses": ["10.0.0.999/24"],
                 "track": {"scripts": ["nope"]}}""")
            .put(BASE + "instances/VI_1")
            .then()
            .body(
                "errors.pointer",
                hasItems(
                    "/virtualRouterId",
                    "/prioritty",
                    "/preempt",
                    "/addresses/0",
                    "/track/scripts/0"))
            .body(
                "errors.find { it.pointer == '/prioritty' }.detail",
                containsString("\"priority\"")),
        422,
        "invalid");
    given().get(BASE + "instances").then().body("name", contains("VI_FILE"));
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (String body :
        new String[] {"{\"a\": 1,", "{\"a\":1,\"a\":2}", "{} {}", "nope", "{'a':1}"}) {
      refused(admin().body(body).put(BASE + "instances/VI_1").then(), 400, "bad-json");
    }
    refused(admin().body("[1]").put(BASE + "instances/VI_1").then(), 422, "invalid");
    refused(admin().put(BASE + "instances/VI_1").then(), 400, "no-body");
    String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
    refused(admin().body(deep).put(BASE + "instances/VI_1").then(), 400, "bad-json");
  }

  @Test
  void aStaleTagAndAMissingConditionAreRefused() {
    // Given
    String tag = create("VI_1", VI_1);
    admin().body("{\"priority\": 90}").patch(BASE + "instances/VI_1").then().statusCode(200);
    String other = VI_1.replace("51", "52");

    // Then
    refused(
        admin().header("If-Match", tag).body(other).put(BASE + "instances/VI_1").then(),
        412,
        "stale");
    refused(admin().body(other).put(BASE + "instances/VI_1").then(), 428, "condition-needed");
    refused(
        admin().header("If-None-Match", "*").body(other).put(BASE + "instances/VI_1").then(),
        412,
        "stale");
    refused(
        admin().header("If-Match", "*").body(VI_1).put(BASE + "instances/VI_9").then(),
        412,
        "stale");
    refused(admin().header("If-Match", tag).delete(BASE + "instances/VI_1").then(), 412, "stale");
  }

  @Test
  void theSamePutTwiceChangesNothingTheSecondTime() {
    String tag = create("VI_1", VI_1);
    admin()
        .body(VI_1)
        .put(BASE + "instances/VI_1")
        .then()
        .statusCode(200)
        .header("ETag", tag)
        .body("outcome", equalTo("unchanged"));
  }

  @Test
  void whatComesFromAFileIsReadOnlyAndTheFileAndLineAreTold() {
    for (var response :
        new ValidatableResponse[] {
          admin().body(VI_1).put(BASE + "instances/VI_FILE").then(),
          admin().body("{\"priority\": 1}").patch(BASE + "instances/VI_FILE").then(),
          admin().delete(BASE + "instances/VI_FILE").then(),
          admin().body("{\"instances\": {\"VI_FILE\": null}}").patch(BASE + "config").then(),
          admin()
              .body("{\"instances\": {\"VI_FILE\": {\"priority\": 7}}}")
              .put(BASE + "config")
              .then(),
        }) {
      refused(
          response.body("file", equalTo("baton.yaml")).body("line", equalTo(5)), 409, "read-only");
    }
  }

  @Test
  void changesNeedCredentialsAndTheRightRole() {
    var json = given().contentType(ContentType.JSON).body(VI_1);
    refused(json.put(BASE + "instances/VI_1").then(), 401, "no-credentials");
    refused(as("vera").body(VI_1).put(BASE + "instances/VI_1").then(), 403, "wrong-role");
    refused(as("oscar").body(VI_1).put(BASE + "instances/VI_1").then(), 403, "wrong-role");
    refused(as("oscar").body("{}").put(BASE + "config").then(), 403, "wrong-role");
    refused(as("oscar").post(BASE + "config/rollback").then(), 403, "wrong-role");
    refused(as("vera").body("{}").post(BASE + "node/drain").then(), 403, "wrong-role");
    as("oscar").body("{}").post(BASE + "instances/VI_FILE/resign").then().statusCode(200);
  }

  @Test
  void aSecretIsNeverShownAndItsPlaceholderKeepsIt() {
    // Given
    create("VI_1", VI_1.replace("}", ", \"password\": \"geheim12\"}"));

    // When
    var shown = given().get(BASE + "instances/VI_1").then().extract();
    admin()
        .header("If-Match", shown.header("ETag"))
        .body(shown.body().asString().replace("\"eth0\"", "\"eth1\""))
        .put(BASE + "instances/VI_1")
        .then()
        .statusCode(200);

    // Then
    for (String path : new String[] {"instances", "config", "status", "config/history"}) {
      given()
          .get(BASE + path)
          .then()
          .body(not(containsString("geheim12")))
          .body(not(containsString("filepass")));
    }
    var password = configs.current().managed().instances().getFirst().password();
    org.assertj.core.api.Assertions.assertThat(password)
        .isEqualTo(new io.baton.config.Secret("geheim12"));
    refused(
        admin()
            .body(VI_1.replace("51", "61").replace("}", ", \"password\": \"***\"}"))
            .put(BASE + "instances/VI_3")
            .then()
            .body("errors[0].pointer", equalTo("/password")),
        422,
        "invalid");
  }

  @Test
  void aDryRunPlansAndChangesNothing() {
    admin()
        .queryParam("dryRun", true)
        .body(VI_1)
        .put(BASE + "instances/VI_1")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("planned"))
        .body("plan.changes[0].kind", equalTo("add"))
        .body("plan.changes[0].subject", equalTo("instance VI_1"));
    given().get(BASE + "instances/VI_1").then().statusCode(404);
  }

  @Test
  void theStatusTellsHowLateTheEventLoopRuns() {
    given()
        .get(BASE + "status")
        .then()
        .statusCode(200)
        .body("loopDelay.timers", greaterThanOrEqualTo(0))
        .body("loopDelay.maxMillis", notNullValue())
        .body("loopDelay.p99Millis", notNullValue());
  }

  @Test
  void aChangeThatWaitsForItsConfirmationIsConfirmedOnce() {
    admin()
        .queryParam("confirmWithin", "60s")
        .body(VI_1)
        .put(BASE + "instances/VI_1")
        .then()
        .statusCode(201)
        .body("confirmBefore", notNullValue());
    given().get(BASE + "status").then().body("config.pending.by", equalTo("ada"));
    admin().post(BASE + "config/confirm").then().statusCode(200);
    refused(admin().post(BASE + "config/confirm").then(), 409, "nothing-pending");
    refused(
        admin().queryParam("confirmWithin", "soon").body(VI_1).put(BASE + "instances/VI_1").then(),
        400,
        "bad-parameter");
  }

  @Test
  void theWholeDocumentIsReadAndPutBackUnchanged() {
    // Given
    create("VI_1", VI_1);
    var read = given().get(BASE + "config").then().statusCode(200).extract();

    // Then
    admin()
        .header("If-Match", read.header("ETag"))
        .body(read.body().asString())
        .put(BASE + "config")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("unchanged"));
    given()
        .header("If-None-Match", read.header("ETag"))
        .get(BASE + "config")
        .then()
        .statusCode(304);
    refused(admin().body("{}").put(BASE + "config").then(), 428, "condition-needed");
    admin().header("If-Match", "*").body("{}").put(BASE + "config").then().statusCode(200);
    given().get(BASE + "config?source=managed").then().body("size()", equalTo(0));
  }

  @Test
  void aDocumentIsValidatedWithoutAnyChange() {
    as("vera")
        .body("{\"instances\": {\"A\": " + VI_1 + "}}")
        .post(BASE + "config/validate")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("planned"));
    refused(
        as("vera")
            .body("{\"instances\": {\"A\": {\"virtualRouterId\": 0}}, \"include\": \"/etc/x\"}")
            .post(BASE + "config/validate")
            .then()
            .body("errors.pointer", hasItems("/include", "/instances/A/virtualRouterId")),
        422,
        "invalid");
  }

  @Test
  void theHistoryLeadsBack() {
    // Given
    create("VI_1", VI_1);
    create("VI_2", VI_1.replace("51", "52").replace("10.0.0.40", "10.0.0.41"));

    // When
    admin().post(BASE + "config/rollback").then().statusCode(200);

    // Then
    given().get(BASE + "instances").then().body("name", contains("VI_FILE", "VI_1"));
    given().get(BASE + "config/history").then().body("", hasSize(3)).body("actor", hasItem("ada"));
    refused(
        admin().queryParam("revision", 999_999).post(BASE + "config/rollback").then(),
        404,
        "not-found");
  }

  @Test
  void groupsTrackersAndNotifiersAreResourcesLikeInstances() {
    create("VI_1", VI_1);
    admin().body("{\"members\": [\"VI_1\"]}").put(BASE + "sync-groups/G").then().statusCode(201);
    admin()
        .body("{\"command\": [\"/usr/bin/true\"], \"interval\": \"2s\"}")
        .put(BASE + "trackers/scripts/mine")
        .then()
        .statusCode(201);
    admin()
        .body("{\"webhook\": {\"url\": \"https://example.org/in\"}}")
        .put(BASE + "notifiers/hook")
        .then()
        .statusCode(201);
    given().get(BASE + "sync-groups").then().body("name", contains("g", "G"));
    given().get(BASE + "trackers").then().body("scripts.name", contains("chk", "mine"));
    given().get(BASE + "trackers/scripts").then().body("name", contains("chk", "mine"));
    given().get(BASE + "trackers/scripts/chk").then().body("origin.line", equalTo(3));
    given().get(BASE + "notifiers").then().body("name", contains("n", "hook"));
    refused(admin().delete(BASE + "instances/VI_1").then(), 422, "invalid");
  }

  @Test
  void aDrainWithoutAPeerNeedsForceAndShowsWhoAndWhy() {
    String path = BASE + "instances/VI_FILE/";
    refused(as("oscar").body("{}").post(path + "drain").then(), 409, "refused");
    as("oscar")
        .body("{\"reason\": \"disk\", \"force\": true, \"expiresAfter\": \"2h\"}")
        .post(path + "drain")
        .then()
        .statusCode(200)
        .body("instances", contains("VI_FILE"));
    as("oscar").post(path + "undrain").then().statusCode(200);
    as("oscar").post(path + "announce").then().statusCode(200);
    refused(as("oscar").post(BASE + "instances/none/resign").then(), 404, "not-found");
    refused(
        as("oscar").body("{\"forse\": true, \"reason\": 5}").post(path + "drain").then(),
        422,
        "invalid");
  }
}
