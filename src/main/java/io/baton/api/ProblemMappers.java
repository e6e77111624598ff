package io.baton.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers every failure with problem details, and none with a stack trace.
final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  static final String CHALLENGE = "Basic realm=\"baton\", charset=\"UTF-8\"";

  ProblemMappers() {}

  @ServerExceptionMapper
  Response refused(ApiProblem problem) {
    return problem.response();
  }

  static ApiProblem noCredentials() {
    return new ApiProblem(
            401,
            "no-credentials",
            "Credentials are needed",
            "send a name and a password (Basic), a token (Bearer) or a client certificate that"
                + " is known here")
        .header("WWW-Authenticate", CHALLENGE);
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException failure) {
    return noCredentials().response();
  }

  @ServerExceptionMapper
  Response failed(AuthenticationFailedException failure) {
    return noCredentials().response();
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException failure) {
    return new ApiProblem(
            403,
            "wrong-role",
            "Not with this role",
            "these credentials may not do this; the roles are viewer, operator and admin")
        .response();
  }

  /// A parameter of the path or the query that breaks its annotation.
  @ServerExceptionMapper
  Response parameter(ConstraintViolationException failure) {
    String detail =
        failure.getConstraintViolations().stream()
            .map(v -> lastName(v.getPropertyPath().toString()) + " " + v.getMessage())
            .sorted()
            .reduce((a, b) -> a + "; " + b)
            .orElse("a parameter is wrong");
    return ApiProblem.badRequest("bad-parameter", detail).response();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// What the framework refuses: no such path, method or type.
  @ServerExceptionMapper
  Response framework(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    if (status >= 500) {
      return broken(failure);
    }
    ApiProblem problem =
        switch (status) {
          case 404 -> new ApiProblem(404, "not-found", "There is no such thing", "no such path");
          case 405 ->
              new ApiProblem(405, "bad-method", "Not this way", "this path has no such method");
          case 406 ->
              new ApiProblem(406, "bad-accept", "Not in this form", "application/json is given");
          case 413 -> tooLarge();
          case 415 ->
              new ApiProblem(
                  415,
                  "bad-content-type",
                  "Not in this form",
                  "application/json is read; PATCH reads application/merge-patch+json as well");
          default -> new ApiProblem(status, "refused", "The request is refused", "it is refused");
        };
    String allow = failure.getResponse().getHeaderString("Allow");
    return (allow == null ? problem : problem.header("Allow", allow)).response();
  }

  static ApiProblem tooLarge() {
    return new ApiProblem(413, "too-large", "Too large", "the body is larger than is read");
  }

  /// A fault of ours. The log has the whole story under the id.
  @ServerExceptionMapper
  Response broken(Throwable failure) {
    String id = UUID.randomUUID().toString();
    LOG.errorf(failure, "B144 request failed, problem %s", id);
    return new ApiProblem(
            500, "internal", "Baton has failed", "the log of the daemon says why, under " + id)
        .with("id", id)
        .response();
  }
}
