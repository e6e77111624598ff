package io.baton.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The first that every request meets: too many from one address, and too large ones, are turned
/// away before they cost anything, and every answer gets the headers that keep browsers careful.
@ApplicationScoped
class RequestGate {

  private static final int BEFORE_AUTHENTICATION = 1000;
  private static final int BURST_SECONDS = 10;
  private static final long LINGER_MILLIS = 2000;

  private final RequestRate rate;
  private final long mostBytes;

  @Inject
  RequestGate(
      ApiSettings settings,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes) {
    this(settings.requestsPerSecond(), mostBytes.asLongValue());
  }

  RequestGate(int perSecond, long mostBytes) {
    rate = new RequestRate(perSecond, (double) perSecond * BURST_SECONDS);
    this.mostBytes = mostBytes;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, BEFORE_AUTHENTICATION);
  }

  void enter(RoutingContext request) {
    careful(request);
    if (!rate.allows(Loopback.address(request), System.nanoTime())) {
      answer(
          request,
          new ApiProblem(
                  429,
                  "too-many-requests",
                  "Too many requests",
                  "this address asks more often than baton.api.requests-per-second allows")
              .header("Retry-After", "1"));
    } else if (isTooLarge(request)) {
      answer(request, ProblemMappers.tooLarge().header("Connection", "close"));
      closeOnceSent(request);
    } else {
      request.next();
    }
  }

  /// A connection that is closed while its sender still sends is reset, and the answer lost with
  /// it: what is still to come is thrown away, for a short time.
  private static void closeOnceSent(RoutingContext request) {
    long timer = request.vertx().setTimer(LINGER_MILLIS, _ -> close(request));
    request
        .request()
        .handler(_ -> {})
        .endHandler(
            _ -> {
              request.vertx().cancelTimer(timer);
              close(request);
            })
        .resume();
  }

  private static void close(RoutingContext request) {
    var _ = request.request().connection().close();
  }

  private boolean isTooLarge(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && (length.length() > 18 || Long.parseLong(length) > mostBytes);
  }

  private static void careful(RoutingContext request) {
    var headers = request.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    String path = request.request().path();
    if (path != null && path.startsWith("/api/")) {
      headers.set("Cache-Control", "no-store");
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
  }

  /// Answers where there is no resource yet.
  static void answer(RoutingContext request, ApiProblem problem) {
    var response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    careful(request);
    response.setStatusCode(problem.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, ApiProblem.MEDIA_TYPE);
    problem.headers().forEach(response::putHeader);
    response.end(Json.text(problem.body()));
  }
}
