package io.baton.notify;

import static io.baton.notify.Receiver.answer;
import static io.baton.notify.StoredEvents.event;
import static io.baton.notify.StoredEvents.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.NotifierConfig.Events;
import io.baton.config.NotifierConfig.Header;
import io.baton.config.NotifierConfig.Webhook;
import io.baton.config.Secret;
import io.baton.event.Delivery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTPS receiver that misbehaves.
@Timeout(60)
class WebhookDestinationTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final String OLD_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4";

  @TempDir static Path folder;
  private static Certificates server;
  private static Certificates client;

  private Receiver receiver;
  private @Nullable WebhookDestination destination;

  @BeforeAll
  static void certificates() throws Exception {
    server = Certificates.make(folder, "server");
    client = Certificates.make(folder, "client");
  }

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver(server.serverContext(client), true);
  }

  @AfterEach
  void stop() throws Exception {
    if (destination != null) {
      destination.close();
    }
    receiver.close();
  }

  @Test
  void aRequestIsSignedAsStandardWebhooksSayAndCarriesTheEvent() throws Exception {
    // Given
    var event = transition(7, "VI_1", "MASTER");

    // When
    var delivery = deliver(event, Duration.ofSeconds(10));

    // Then
    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    assertThat(((Delivery.Delivered) delivery).answer())
        .startsWith("HTTP 200 from 127.0.0.1:")
        .endsWith(": thanks");
    var request = receiver.requests.getFirst();
    assertThat(request.line()).isEqualTo("POST /hooks/geheim?token=geheim HTTP/1.1");
    assertThat(request.body()).isEqualTo(event.text());
    assertThat(request.headers())
        .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8")
        .containsEntry("webhook-id", event.id())
        .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
        .containsEntry("idempotency-key", event.id())
        .containsEntry("authorization", "Bearer geheim")
        .containsEntry(
            "webhook-signature",
            "v1," + sign(KEY, event.text()) + " v1," + sign(OLD_KEY, event.text()));
  }

  @Test
  void oneConnectionServesManyEvents() throws Exception {
    // Given / When
    for (int i = 1; i <= 20; i++) {
      assertThat(deliver(transition(i, "VI_1", "MASTER"), Duration.ofSeconds(10)))
          .isInstanceOf(Delivery.Delivered.class);
    }

    // Then
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void errorsOfTheReceiverAreTriedAgainWhenItAsks() throws Exception {
    // Given
    receiver.plant(
        answer("500 Oops", "broken\r\n\u001b[31mred"),
        answer("429 Slow", "", "Retry-After: 17"),
        answer("503 Later", "", "Retry-After: Wed, 04 Mar 2026 05:07:07 GMT"),
        answer("503 Later", "", "Retry-After: 999999999"),
        answer("503 Later", "", "Retry-After: soon"),
        answer("404 Where", ""));

    // When // Then
    var oops = retry();
    assertThat(oops.why()).endsWith(": broken [31mred");
    assertThat(oops.after()).isNull();
    assertThat(retry().after()).isEqualTo(Duration.ofSeconds(17));
    assertThat(retry().after()).isEqualTo(Duration.ofSeconds(60));
    assertThat(retry().after()).isEqualTo(Duration.ofHours(1));
    assertThat(retry().after()).isNull();
    assertThat(retry().why()).startsWith("HTTP 404 from ");
  }

  @Test
  void goneDisablesAndARefusedRequestIsNotRepeated() throws Exception {
    // Given
    receiver.plant(answer("410 Gone", "never again"), answer("422 No", "bad event"));

    // When // Then
    assertThat(deliver()).isInstanceOf(Delivery.Disabled.class);
    assertThat(deliver()).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    // Given
    receiver.plant(answer("302 There", "", "Location: " + receiver.url()));

    // When
    var retry = retry();

    // Then
    assertThat(retry.why()).contains("HTTP 302").contains("redirects are not followed");
    assertThat(receiver.requests).hasSize(1);
  }

  @Test
  void aHangingReceiverIsLeftAfterTheTimeout() throws Exception {
    // Given
    receiver.plant(
        Receiver.HANG, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly the beginning");

    // When
    var noAnswer = deliver(transition(1, "VI_1", "MASTER"), Duration.ofMillis(400));
    var noEnd = deliver(transition(1, "VI_1", "MASTER"), Duration.ofMillis(400));

    // Then
    assertThat(noAnswer).isInstanceOf(Delivery.Retry.class);
    assertThat(noEnd).isInstanceOf(Delivery.Retry.class);
    assertThat(deliver()).as("afterwards").isInstanceOf(Delivery.Delivered.class);
  }

  @Test
  void brokenConnectionsAreTriedAgain() throws Exception {
    // Given: the client itself repeats nothing that is a POST
    receiver.plant(Receiver.RESET, Receiver.BREAK_OFF);

    // When // Then
    assertThat(retry().why()).startsWith("127.0.0.1:").doesNotContain("geheim");
    assertThat(retry().why()).startsWith("127.0.0.1:").doesNotContain("geheim");
    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
    assertThat(receiver.requests).hasSize(3);
  }

  @Test
  void aFloodInTheAnswerIsNotReadToItsEnd() throws Exception {
    // Given: far less comes than is announced
    receiver.plant("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + "x".repeat(100_000));

    // When
    var delivery = deliver();

    // Then
    assertThat(((Delivery.Delivered) delivery).answer()).hasSizeLessThan(400).endsWith("x...");
  }

  @Test
  void anUnknownServerGetsNothing() throws Exception {
    // Given
    destination = new WebhookDestination("ops", Events.ALL, webhook(null, null), clock());

    // When
    var delivery = destination.deliver(transition(1, "VI_1", "MASTER"));

    // Then
    assertThat(((Delivery.Retry) delivery).why()).contains("certification path");
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void aServerThatWantsOurCertificateGetsNothingWithoutIt() throws Exception {
    // Given
    destination =
        new WebhookDestination(
            "ops", Events.ALL, webhook(server.certificate().toString(), null), clock());

    // When // Then
    assertThat(destination.deliver(transition(1, "VI_1", "MASTER")))
        .isInstanceOf(Delivery.Retry.class);
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void aMissingCertificateFileIsNamedAndMayComeLater() throws Exception {
    // Given
    String missing = folder.resolve("none.pem").toString();
    destination = new WebhookDestination("ops", Events.ALL, webhook(missing, null), clock());

    // When
    var delivery = destination.deliver(transition(1, "VI_1", "MASTER"));

    // Then
    assertThat(((Delivery.Retry) delivery).why()).contains(missing);
  }

  @Test
  void anInterruptionEndsATryAtOnce() throws Exception {
    // Given
    receiver.plant(Receiver.HANG);
    var interrupted = new CountDownLatch(1);
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    deliver();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });
    org.awaitility.Awaitility.await().until(() -> receiver.requests.size() == 1);

    // When
    thread.interrupt();

    // Then
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onlyWantedEventsAreWanted() {
    // Given
    var events = new Events(List.of("transition"), List.of("VI_1"), List.of("MASTER"));
    var all = new WebhookDestination("all", Events.ALL, webhook(null, null), clock());
    var some = new WebhookDestination("some", events, webhook(null, null), clock());
    var bySubject = new Events(List.of(), List.of(), List.of("FAULT"));
    var faults = new WebhookDestination("faults", bySubject, webhook(null, null), clock());

    // When // Then
    var conflict = event(1, "io.baton.address-conflict.v1", "VI_1", null);
    assertThat(all.wants(conflict)).isTrue();
    assertThat(some.wants(conflict)).isFalse();
    assertThat(faults.wants(conflict)).as("has no state").isTrue();
    assertThat(some.wants(transition(1, "VI_1", "MASTER"))).isTrue();
    assertThat(some.wants(transition(1, "VI_2", "MASTER"))).isFalse();
    assertThat(some.wants(transition(1, "VI_1", "BACKUP"))).isFalse();
  }

  private Delivery.Retry retry() throws InterruptedException {
    return (Delivery.Retry) deliver();
  }

  private Delivery deliver() throws InterruptedException {
    return deliver(transition(1, "VI_1", "MASTER"), Duration.ofSeconds(10));
  }

  private Delivery deliver(io.baton.event.StoredEvent event, Duration timeout)
      throws InterruptedException {
    if (destination == null || !timeout.equals(Duration.ofSeconds(10))) {
      var webhook = webhook(server.certificate().toString(), client);
      destination =
          new WebhookDestination(
              "ops",
              Events.ALL,
              new Webhook(
                  webhook.url(),
                  webhook.headers(),
                  webhook.secrets(),
                  timeout,
                  webhook.caFile(),
                  webhook.clientCertFile(),
                  webhook.clientKeyFile()),
              clock());
    }
    return destination.deliver(event);
  }

  private Webhook webhook(@Nullable String caFile, @Nullable Certificates shown) {
    return new Webhook(
        receiver.url(),
        List.of(new Header("Authorization", new Secret("Bearer geheim"))),
        List.of(new Secret("whsec_" + KEY), new Secret("whsec_" + OLD_KEY)),
        Duration.ofSeconds(10),
        caFile,
        shown == null ? null : shown.certificate().toString(),
        shown == null ? null : shown.key().toString());
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  private static String sign(String key, String body) throws Exception {
    String content = "0198c0de-0000-7000-8000-000000000007." + NOW.getEpochSecond() + "." + body;
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
    return Base64.getEncoder()
        .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }
}
