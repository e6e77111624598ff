package io.baton.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A request that is refused, and how it is answered: RFC 9457 problem details. Resources throw it;
/// nothing of it may hold a secret or the text of an exception.
public final class ApiProblem extends RuntimeException {

  /// The type of every refusal's body.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE = "urn:baton:problem:";

  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private final int status;

  /// @param code stable and short, lower case with dashes; the end of the problem's type
  /// @param title the same for every problem of that code
  /// @param detail what is wrong this time and what would be right
  public ApiProblem(int status, String code, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    members.put("type", TYPE + code);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
  }

  /// One thing that is wrong with a body.
  ///
  /// @param pointer a JSON Pointer into the body
  /// @param code stable and short, lower case with dashes
  /// @param detail what is wrong and what would be right
  public record Violation(String pointer, String code, String detail) {

    Map<String, Object> toMap() {
      return Map.of("pointer", pointer, "code", code, "detail", detail);
    }
  }

  static ApiProblem badRequest(String code, String detail) {
    return new ApiProblem(400, code, "The request cannot be read", detail);
  }

  /// Nothing has that name.
  ///
  /// @param what "instance", "tracker"
  public static ApiProblem notFound(String what, String name) {
    return new ApiProblem(
        404, "not-found", "There is no such thing", "there is no " + what + " " + quote(name));
  }

  /// What a body breaks, all of it at once.
  public static ApiProblem invalid(List<Violation> violations) {
    return new ApiProblem(
            422,
            "invalid",
            "The content breaks rules",
            violations.size() == 1
                ? violations.getFirst().detail()
                : violations.size() + " things are wrong; see errors")
        .with("errors", violations.stream().map(Violation::toMap).toList());
  }

  static ApiProblem stale(String detail) {
    return new ApiProblem(412, "stale", "Somebody else was faster", detail);
  }

  /// What the caller may wait for or change first.
  public static ApiProblem conflict(String code, String detail) {
    return new ApiProblem(409, code, "The present state does not allow it", detail);
  }

  static String quote(String name) {
    String shown = name.length() > 64 ? name.substring(0, 64) + "..." : name;
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }

  /// Adds a member of its own, an extension in the words of RFC 9457.
  public ApiProblem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  public ApiProblem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  Map<String, Object> body() {
    return members;
  }

  Map<String, String> headers() {
    return headers;
  }

  Response response() {
    var response =
        Response.status(status).type(MediaType.valueOf(MEDIA_TYPE)).entity(Json.text(members));
    headers.forEach(response::header);
    return response.build();
  }
}
