package io.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The daemon's REST API. What it refuses, and what keeps it from answering, is a `ClientFailure`.
final class RestClient implements AutoCloseable {

  static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final String API = "/api/v1/";
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private final URI base;
  private final Optional<String> authorization;
  private final HttpClient http;

  /// @param authorization the header's value
  /// @param tls whom to believe and who we are; null for the system's trust and nobody
  RestClient(URI base, Optional<String> authorization, @Nullable SSLContext tls) {
    this.base = base;
    this.authorization = authorization;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT);
    if (tls != null) {
      builder.sslContext(tls);
    }
    http = builder.build();
  }

  /// @param etag empty when the answer has none
  record Answer(JsonNode body, String etag) {}

  Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  Answer post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  /// @param path below `/api/v1/`, with its query
  Answer send(String method, String path, String body, Map<String, String> headers) {
    var request =
        request(path)
            .timeout(LONGEST_ANSWER)
            .header("Accept", "application/json, application/problem+json")
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<InputStream> response =
        exchange(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    JsonNode content = content(response);
    if (response.statusCode() >= 300) {
      throw refusal(response.statusCode(), content);
    }
    return new Answer(content, response.headers().firstValue("ETag").orElse(""));
  }

  /// A stream of server-sent events, line by line, for as long as it lasts.
  Stream<String> lines(String path, Map<String, String> headers) {
    var request = request(path).header("Accept", "text/event-stream").GET();
    headers.forEach(request::header);
    var response = exchange(request.build(), HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw refusal(response.statusCode(), JSON.missingNode());
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + API + path));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (HttpTimeoutException e) {
      throw ClientFailure.unreachable(base + " does not answer in time");
    } catch (ConnectException e) {
      throw ClientFailure.unreachable(
          "nothing answers at " + base + "; does the daemon run? --url says where");
    } catch (SSLException e) {
      throw ClientFailure.unreachable(base + ": " + e.getMessage() + "; " + tlsAdvice(e));
    } catch (IOException e) {
      throw ClientFailure.unreachable(base + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClientFailure.unreachable("interrupted");
    }
  }

  /// Either side may not believe the other.
  private static String tlsAdvice(SSLException e) {
    return String.valueOf(e.getMessage()).contains("Received fatal alert")
        ? "the daemon wants a certificate that it knows: --cert-file and --key-file"
        : "--ca-file says which certificates to believe";
  }

  private JsonNode content(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw ClientFailure.refused(base + ": the answer is larger than any of a Baton");
      }
      return bytes.length == 0 ? JSON.missingNode() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw ClientFailure.refused(base + " does not answer as a Baton does");
    } catch (IOException e) {
      throw ClientFailure.unreachable(base + ": " + e.getMessage());
    }
  }

  private ClientFailure refusal(int status, JsonNode problem) {
    var text = new StringBuilder(problem.path("detail").asText("HTTP status " + status));
    for (JsonNode error : problem.path("errors")) {
      text.append(
          "\n  %s: %s".formatted(error.path("pointer").asText(), Show.text(error, "detail")));
    }
    for (JsonNode outcome : problem.path("outcomes")) {
      text.append("\n  ").append(outcome.asText());
    }
    if (status == 401 || status == 403) {
      text.append("\n  ").append(whoMay(status));
    }
    return ClientFailure.refused(Show.clean(text.toString()));
  }

  private String whoMay(int status) {
    if (authorization.isEmpty()) {
      return "run this as the daemon's user on its host, or give --user, --token-file or"
          + " --cert-file";
    }
    return status == 401
        ? "this name with this password, or this token, is not known there"
        : "this user may not do that";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
