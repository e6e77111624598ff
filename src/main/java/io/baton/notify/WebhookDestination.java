package io.baton.notify;

import io.baton.config.NotifierConfig;
import io.baton.config.NotifierConfig.Header;
import io.baton.config.NotifierConfig.Webhook;
import io.baton.event.Delivery;
import io.baton.event.Destination;
import io.baton.event.StoredEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Posts events to a URL: the CloudEvent as JSON, signed as Standard Webhooks say. Redirects are
/// not followed, so neither event nor credentials go elsewhere. One virtual thread delivers;
/// `close` comes from any.
final class WebhookDestination implements Destination {

  /// The receiver says that this very request is wrong: to repeat it is no use.
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 414, 415, 422, 431);

  /// Nobody needs us to wait longer because he asks for it.
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final String name;
  private final EventFilter filter;
  private final Webhook webhook;
  private final Clock clock;
  private final String target;
  private @Nullable HttpClient client;
  private boolean closed;

  WebhookDestination(String name, NotifierConfig.Events events, Webhook webhook, Clock clock) {
    this.name = name;
    this.filter = new EventFilter(events);
    this.webhook = webhook;
    this.clock = clock;
    var url = URI.create(webhook.url());
    // Path and query often are the credential.
    this.target = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean wants(StoredEvent event) {
    return filter.passes(event);
  }

  @Override
  public Delivery deliver(StoredEvent event) throws InterruptedException {
    HttpClient open;
    try {
      open = client();
    } catch (GeneralSecurityException | IOException e) {
      return new Delivery.Retry("TLS of " + target + ": " + Answers.reason(e));
    }
    var answer = open.sendAsync(request(event), _ -> new Answers.Body());
    try {
      return judge(answer.get(webhook.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Delivery.Retry("no answer from %s within %s".formatted(target, seconds()));
    } catch (ExecutionException e) {
      return new Delivery.Retry(target + ": " + Answers.reason(e));
    } finally {
      // Ends the exchange, its connection too, when it is not over.
      answer.cancel(true);
    }
  }

  private String seconds() {
    return webhook.timeout().toMillis() / 1000.0 + " s";
  }

  private HttpRequest request(StoredEvent event) {
    byte[] body = event.json();
    long now = clock.instant().getEpochSecond();
    var request =
        HttpRequest.newBuilder(URI.create(webhook.url()))
            .timeout(webhook.timeout())
            .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
            .header("User-Agent", "Baton")
            .header("Idempotency-Key", event.id())
            .header("webhook-id", event.id())
            .header("webhook-timestamp", Long.toString(now))
            .POST(BodyPublishers.ofByteArray(body));
    if (!webhook.secrets().isEmpty()) {
      request.header(
          "webhook-signature", WebhookSignature.of(webhook.secrets(), event.id(), now, body));
    }
    for (Header header : webhook.headers()) {
      request.setHeader(header.name(), header.value().value());
    }
    return request.build();
  }

  private Delivery judge(HttpResponse<String> response) {
    int status = response.statusCode();
    String body = Answers.clean(response.body());
    String answer =
        "HTTP %d from %s%s".formatted(status, target, body.isEmpty() ? "" : ": " + body);
    if (status >= 200 && status <= 299) {
      return new Delivery.Delivered(answer);
    }
    if (status >= 300 && status <= 399) {
      return new Delivery.Retry(answer + "; redirects are not followed, set the new URL");
    }
    if (status == 410) {
      return new Delivery.Disabled(answer);
    }
    return REFUSALS.contains(status)
        ? new Delivery.Refused(answer)
        : new Delivery.Retry(answer, retryAfter(response));
  }

  /// RFC 9110 section 10.2.3: seconds or a date; null for what is neither.
  private @Nullable Duration retryAfter(HttpResponse<?> response) {
    String value = response.headers().firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return bounded(Duration.between(clock.instant(), until));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) < 0 ? wait : LONGEST_RETRY_AFTER;
  }

  /// Made at the first try, so that certificates may come later than the daemon.
  private synchronized HttpClient client() throws GeneralSecurityException, IOException {
    var present = client;
    if (present == null) {
      var builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(webhook.timeout())
              .followRedirects(HttpClient.Redirect.NEVER);
      var tls = ClientTls.context(webhook);
      present = (tls == null ? builder : builder.sslContext(tls)).build();
      if (closed) {
        present.shutdownNow();
      }
      client = present;
    }
    return present;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
