package io.baton.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// The first that every request meets: too many from one address are turned away before they cost
/// anything, and every answer gets the headers that keep browsers careful.
@ApplicationScoped
class RequestGate {

  private static final int BEFORE_AUTHENTICATION = 1000;
  private static final int BURST_SECONDS = 10;

  private final RequestRate rate;

  RequestGate(ApiSettings settings) {
    int perSecond = settings.requestsPerSecond();
    rate = new RequestRate(perSecond, (double) perSecond * BURST_SECONDS);
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, BEFORE_AUTHENTICATION);
  }

  private void enter(RoutingContext request) {
    var headers = request.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    if (request.normalizedPath().startsWith("/api/")) {
      headers.set("Cache-Control", "no-store");
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if (rate.allows(Loopback.address(request), System.nanoTime())) {
      request.next();
    } else {
      answer(
          request,
          new ApiProblem(
                  429,
                  "too-many-requests",
                  "Too many requests",
                  "this address asks more often than baton.api.requests-per-second allows")
              .header("Retry-After", "1"));
    }
  }

  /// Answers where there is no resource yet.
  static void answer(RoutingContext request, ApiProblem problem) {
    var response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(problem.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, ApiProblem.MEDIA_TYPE);
    problem.headers().forEach(response::putHeader);
    response.end(Json.text(problem.body()));
  }
}
