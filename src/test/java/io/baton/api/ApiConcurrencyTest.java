package io.baton.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Writers that get in one another's way.
@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ApiConcurrencyTest {

  private static final int WRITERS = 50;
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("ada:" + TestCredentials.PASSWORD).getBytes(StandardCharsets.UTF_8));

  @Inject private FakeConfigService configs;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger lostRaces = new AtomicInteger();

  @BeforeEach
  void nothingIsManaged() {
    configs.reset();
  }

  private static URI instance() {
    return URI.create("http://localhost:" + RestAssured.port + "/api/v1/instances/VI_1");
  }

  private HttpResponse<String> send(String method, String ifMatch, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(instance())
            .header("Authorization", AUTHORIZATION)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!ifMatch.isEmpty()) {
      request.header("If-Match", ifMatch);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Adds one to the priority; reads again when somebody else was faster.
  private int increment() throws Exception {
    for (int attempt = 0; attempt < 1000; attempt++) {
      var read = send("GET", "", "");
      int priority =
          JsonMapper.builder().build().readTree(read.body()).path("priority").asInt() + 1;
      var tag = read.headers().firstValue("ETag").orElseThrow();
      int status = send("PATCH", tag, "{\"priority\": " + priority + "}").statusCode();
      if (status == 200) {
        return priority;
      }
      assertThat(status).isEqualTo(412);
      lostRaces.incrementAndGet();
    }
    throw new AssertionError("never the fastest");
  }

  @Test
  void ofFiftyConcurrentWritersWithTagsNoneLosesItsUpdate() throws Exception {
    // Given
    String body =
        """
        {"interface": "eth0", "virtualRouterId": 51, "priority": 1,
         "addresses": ["10.0.0.40/24"]}""";
    assertThat(send("PUT", "", body).statusCode()).isEqualTo(201);

    // When
    var written = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> writer = this::increment;
      for (var future : threads.invokeAll(Collections.nCopies(WRITERS, writer))) {
        written.add(future.get());
      }
    }

    // Then
    assertThat(written).doesNotHaveDuplicates().hasSize(WRITERS);
    assertThat(configs.current().managed().instances().getFirst().priority())
        .isEqualTo(1 + WRITERS);
    assertThat(lostRaces.get()).as("they did get in one another's way").isPositive();
  }
}
