package io.baton.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The REST API of the daemon on a host, asked from the host itself as its administrator.
///
/// @param stateDir of the daemon
record Rest(Host host, Path stateDir) {

  /// @param status 0 when nobody answered
  record Answer(int status, String body) {

    JsonNode json() {
      try {
        return JsonMapper.builder().build().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  /// Makes what is not there yet.
  Answer create(String path, String body) {
    return send("PUT", path, body, "If-None-Match");
  }

  /// @param path below `/api/v1/`
  Answer send(String method, String path, String body) {
    return send(method, path, body, "If-Match");
  }

  private Answer send(String method, String path, String body, String condition) {
    try {
      String secret = Files.readString(stateDir.resolve("local.password")).strip();
      String command =
          "curl -s -m 20 -X %s -u 'local:%s' -H '%s: *' -H 'Content-Type: application/json'"
                  .formatted(method, secret, condition)
              + (body.isEmpty() ? "" : " -d '" + body + "'")
              + " -w '\\n%{http_code}' 'http://127.0.0.1:8080/api/v1/"
              + path
              + "' || true";
      String output = Shell.run("ip", "netns", "exec", host.toString(), "sh", "-c", command);
      int line = output.lastIndexOf('\n');
      return new Answer(
          Integer.parseInt(output.substring(line + 1)), output.substring(0, Math.max(0, line)));
    } catch (IOException e) {
      return new Answer(0, "");
    }
  }

  /// Waits until the daemon answers with its configuration.
  void await() {
    Poll.until("the API answers", 60, this::runs);
  }

  private boolean runs() {
    Answer status = get("status");
    return status.status() == 200 && status.json().at("/config/revision").asLong() > 0;
  }

  /// What is managed over the API.
  JsonNode managed() {
    return get("config?source=managed").json();
  }
}
