package io.baton.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests made at random of what the OpenAPI document offers.
@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ApiFuzzTest {

  private static final Logger LOG = Logger.getLogger(ApiFuzzTest.class);
  private static final int REQUESTS = 20_000;
  private static final List<String> TEXTS =
      List.of(
          "VI_1",
          "VI_FILE",
          "G",
          "hook",
          "scripts",
          "checks",
          "true",
          "1",
          "-1",
          "0",
          "60s",
          "*",
          "99999999999999999999",
          "",
          " ",
          "ä\u0000",
          "../..",
          "a/b",
          "'\"<>",
          "\"tag\"",
          "2030-01-31T12:00:00Z",
          "MASTER",
          "managed",
          "x".repeat(400));
  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "[]",
          "null",
          "{",
          "\u0000",
          "{\"a\":1,\"a\":2}",
          "{\"interface\":\"eth0\",\"virtualRouterId\":51,\"addresses\":[\"10.0.0.40/24\"]}",
          "{\"priority\":90,\"name\":\"VI_2\",\"password\":\"***\"}",
          "{\"members\":[\"VI_1\"]}",
          "{\"command\":[\"/usr/bin/true\"],\"interval\":\"2s\"}",
          "{\"webhook\":{\"url\":\"https://example.org/in\"}}",
          "{\"instances\":{\"VI_1\":{\"interface\":\"eth0\",\"virtualRouterId\":51}}}",
          "{\"reason\":\"x\",\"force\":true,\"expiresAfter\":\"2h\"}",
          "[".repeat(500));

  /// One way in of the document.
  private record Offer(String method, String path, List<Parameter> parameters) {}

  private record Parameter(String in, String name) {}

  @Inject private FakeConfigService configs;
  @Inject private FakeOperatorActions actions;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void nothingIsManaged() {
    configs.reset();
  }

  private static URI url(String path) {
    return URI.create("http://localhost:" + RestAssured.port + path);
  }

  private List<Offer> offers() throws Exception {
    var request = HttpRequest.newBuilder(url("/q/openapi?format=json")).build();
    String text;
    // As its default is: over HTTP/2, where a request has no Host header.
    try (var reader = HttpClient.newHttpClient()) {
      text = reader.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
    var offers = new ArrayList<Offer>();
    for (var path : JsonMapper.builder().build().readTree(text).path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        boolean endless = path.getKey().endsWith("/stream");
        if (!endless && List.of("GET", "PUT", "PATCH", "DELETE", "POST").contains(method)) {
          offers.add(new Offer(method, path.getKey(), parameters(operation.getValue())));
        }
      }
    }
    return offers;
  }

  private static List<Parameter> parameters(JsonNode operation) {
    var all = new ArrayList<Parameter>();
    for (JsonNode parameter : operation.path("parameters")) {
      all.add(new Parameter(parameter.path("in").asText(), parameter.path("name").asText()));
    }
    return all;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private HttpRequest request(Offer offer) {
    String path = offer.path();
    var query = new StringBuilder();
    var headers = new TreeMap<String, String>();
    for (Parameter parameter : offer.parameters()) {
      String text = any(TEXTS);
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
      switch (parameter.in()) {
        case "path" -> path = path.replace("{" + parameter.name() + "}", encoded);
        case "query" -> {
          if (random.nextInt(3) == 0) {
            query.append(query.isEmpty() ? '?' : '&').append(parameter.name()).append('=');
            query.append(encoded);
          }
        }
        default -> {
          if (random.nextInt(3) == 0 && text.chars().allMatch(c -> c > 31 && c < 127)) {
            headers.put(parameter.name(), text);
          }
        }
      }
    }
    var request =
        HttpRequest.newBuilder(url(path + query))
            .method(offer.method(), HttpRequest.BodyPublishers.ofString(body()));
    headers.forEach(request::header);
    if (random.nextInt(20) != 0) {
      request.header("Authorization", authorization());
    }
    if (random.nextInt(20) != 0) {
      request.header("Content-Type", "application/json");
    }
    return request.build();
  }

  private String authorization() {
    String user = any(List.of("ada", "ada", "ada", "oscar", "vera"));
    byte[] pair = (user + ":" + TestCredentials.PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /// Often with a few letters of it changed.
  private String body() {
    var body = new StringBuilder(any(BODIES));
    for (int i = random.nextInt(4); i > 1 && !body.isEmpty(); i--) {
      int at = random.nextInt(body.length());
      switch (random.nextInt(3)) {
        case 0 -> body.deleteCharAt(at);
        case 1 -> body.insert(at, any(TEXTS));
        default -> body.setCharAt(at, "{}[]\":,019ax".charAt(random.nextInt(12)));
      }
    }
    return body.toString();
  }

  /// All that a request could change.
  private List<Object> state() {
    return List.of(configs.current(), configs.history(), actions.drains());
  }

  @Test
  void noRequestIsAnsweredWithAFaultOfOursAndARefusedOneChangesNothing() throws Exception {
    // Given
    var offers = offers();
    var answers = new TreeMap<Integer, Integer>();
    assertThat(offers).hasSizeGreaterThan(30);

    for (int i = 0; i < REQUESTS; i++) {
      // When
      var request = request(any(offers));
      var before = state();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());

      // Then
      int status = answer.statusCode();
      answers.merge(status, 1, Integer::sum);
      String what = "seed %d, %s %s: %s".formatted(seed, request.method(), request.uri(), status);
      assertThat(status).as(what + answer.body()).isLessThan(500);
      if (status >= 400) {
        assertThat(state()).as(what).isEqualTo(before);
      }
    }
    LOG.infof("answers by status: %s", answers);
    assertThat(answers.keySet()).contains(200, 201, 400, 401, 403, 404, 409, 412, 422);
  }
}
