package io.baton.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The gate before a server that says hello, spoken to byte by byte.
class RequestGateTest {

  private static final int PER_SECOND = 1;
  private static final int BURST = 10;

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    var gate = new RequestGate(PER_SECOND, 100);
    var router = Router.router(vertx);
    router.route().handler(gate::enter);
    router.route().handler(request -> request.response().end("hello"));
    var listening = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
    server = listening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private String answer(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private String get(String path) throws IOException {
    return answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static void assertProblem(String answer, int status, String code) throws IOException {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("content-type: application/problem+json")
        .contains("X-Content-Type-Options: nosniff")
        .contains("X-Frame-Options: DENY");
    var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    var problem = JsonMapper.builder().build().readTree(body);
    assertThat(problem.path("type").asText()).isEqualTo("urn:baton:problem:" + code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
    // Given
    for (int i = 0; i < BURST; i++) {
      assertThat(get("/api/v1/status")).startsWith("HTTP/1.1 200").endsWith("hello");
    }

    // When
    String answer = get("/api/v1/status");

    // Then
    assertProblem(answer, 429, "too-many-requests");
    assertThat(answer).contains("Retry-After: 1\r\n", "Cache-Control: no-store");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    // When
    String head = "PUT /api/v1/config HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    String answer = answer(head + "101\r\n\r\n");
    String endless = answer(head + "9".repeat(18) + "\r\n\r\n");
    String fits = answer(head + "2\r\nConnection: close\r\n\r\n{}");

    // Then
    assertProblem(answer, 413, "too-large");
    assertProblem(endless, 413, "too-large");
    assertThat(fits).startsWith("HTTP/1.1 200");
  }
}
