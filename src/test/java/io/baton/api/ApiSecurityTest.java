package io.baton.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ApiSecurityTest {

  private static final String INSTANCES = "/api/v1/instances";

  @Test
  void aRequestFromThisHostReadsWithoutCredentials() {
    given().get(INSTANCES).then().statusCode(200);
  }

  @Test
  void aRequestThatAProxyPassedOnNeedsCredentials() {
    given()
        .header("X-Forwarded-For", "192.0.2.1")
        .get(INSTANCES)
        .then()
        .statusCode(401)
        .contentType(ApiProblem.MEDIA_TYPE)
        .body("type", equalTo("urn:baton:problem:no-credentials"));
  }

  @Test
  void aPageFromElsewhereNeedsCredentials() {
    given().header("Origin", "http://evil.example").get(INSTANCES).then().statusCode(401);
    given().header("Host", "evil.example").get(INSTANCES).then().statusCode(401);
  }

  @Test
  void aWrongPasswordIsRefusedWithAProblem() {
    given()
        .auth()
        .preemptive()
        .basic("ada", "wrong")
        .get(INSTANCES)
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("Basic"))
        .contentType(ApiProblem.MEDIA_TYPE);
  }

  @Test
  void anUnknownNameIsRefused() {
    given()
        .auth()
        .preemptive()
        .basic("nobody", TestCredentials.PASSWORD)
        .get(INSTANCES)
        .then()
        .statusCode(401);
  }

  @Test
  void aRightPasswordLetsInFromEverywhere() {
    given()
        .header("X-Forwarded-For", "192.0.2.1")
        .auth()
        .preemptive()
        .basic("vera", TestCredentials.PASSWORD)
        .get(INSTANCES)
        .then()
        .statusCode(200);
  }

  @Test
  void aTokenOfTheKnownIssuerLetsIn() {
    given()
        .header("X-Forwarded-For", "192.0.2.1")
        .auth()
        .oauth2(TestCredentials.token(TestCredentials.ISSUER, "viewer"))
        .get(INSTANCES)
        .then()
        .statusCode(200);
  }

  @Test
  void aTokenOfAnotherIssuerOrWithoutARoleDoesNot() {
    given()
        .auth()
        .oauth2(TestCredentials.token("https://evil.example", "admin"))
        .get(INSTANCES)
        .then()
        .statusCode(401)
        .contentType(ApiProblem.MEDIA_TYPE);
    given()
        .auth()
        .oauth2(TestCredentials.token(TestCredentials.ISSUER, "janitor"))
        .get(INSTANCES)
        .then()
        .statusCode(403)
        .contentType(ApiProblem.MEDIA_TYPE);
  }

  @Test
  void aBrokenHeaderIsRefused() {
    for (String header : new String[] {"Basic %%%", "Bearer x.y.z", "Digest x", "Basic", "x"}) {
      given().header("Authorization", header).get(INSTANCES).then().statusCode(401);
    }
  }

  @Test
  void whatIsNoResourceNeedsTheRoleOfAViewer() {
    given().get("/q/openapi").then().statusCode(200);
    given().header("X-Forwarded-For", "192.0.2.1").get("/q/openapi").then().statusCode(401);
  }

  @Test
  void anUnknownPathIsAProblemThatTellsNothing() {
    given()
        .get("/api/v1/nothing")
        .then()
        .statusCode(404)
        .contentType(ApiProblem.MEDIA_TYPE)
        .body(not(containsString("Exception")));
  }

  @Test
  void everyAnswerKeepsBrowsersCareful() {
    given()
        .get(INSTANCES)
        .then()
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", containsString("default-src 'none'"));
  }
}
