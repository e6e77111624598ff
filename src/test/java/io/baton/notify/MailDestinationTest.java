package io.baton.notify;

import static io.baton.notify.StoredEvents.event;
import static io.baton.notify.StoredEvents.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.MailConfig;
import io.baton.config.MailConfig.Login;
import io.baton.config.MailConfig.Tls;
import io.baton.config.Secret;
import io.baton.event.Delivery;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real SMTP server with STARTTLS and a login.
@Timeout(60)
class MailDestinationTest {

  @TempDir static Path folder;
  private static Certificates server;

  private final Vertx vertx = Vertx.vertx();
  private MailServer mailServer;
  private @Nullable MailDestination destination;

  @BeforeAll
  static void certificates() throws Exception {
    server = Certificates.make(folder, "mx");
  }

  @BeforeEach
  void start() throws Exception {
    mailServer = new MailServer(server.serverContext(server), "ha", "geheim");
  }

  @AfterEach
  void stop() throws Exception {
    if (destination != null) {
      destination.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    mailServer.close();
  }

  @Test
  void theMailIsKeepalivedsAndGoesOnlyOverTls() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "geheim", true);

    // When
    var delivery = mail.deliver(transition(1, "VI_1", "MASTER"));

    // Then
    assertThat(delivery).isEqualTo(new Delivery.Delivered("127.0.0.1 took it for 2 of 2"));
    var got = mailServer.mails.getFirst();
    assertThat(got.from()).startsWith("MAIL FROM:<ha@example.org>");
    assertThat(got.to()).containsExactly("RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>");
    assertThat(got.text())
        .contains("Subject: [LVS_DEVEL] VRRP Instance VI_1 - Entering MASTER state\n")
        .contains("X-Mailer: Keepalived\n")
        .contains("Message-ID: <0198c0de-0000-7000-8000-000000000001@node1>\n")
        .endsWith("\n=> VRRP Instance is now owning VRRP VIPs <=\n");
    assertThat(mailServer.commandsInTheClear).containsExactly("EHLO node1.example.org", "STARTTLS");
  }

  @Test
  void aBurstTakesOneConnection() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "geheim", true);

    // When
    for (int i = 0; i < 20; i++) {
      mail.deliver(transition(i, "VI_" + i, "MASTER"));
    }

    // Then
    assertThat(mailServer.mails).hasSize(20);
    assertThat(mailServer.connections).hasValue(1);
  }

  @Test
  void aStateIsMailedOnceAndThatAnInstanceStartsAsBackupNever() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "geheim", true);

    // When
    deliver(mail, "STOP", "BACKUP");
    for (String state : List.of("MASTER", "MASTER", "FAULT", "BACKUP", "STOP")) {
      deliver(mail, "MASTER", state);
    }
    deliver(mail, "INIT", "BACKUP");

    // Then
    assertThat(subjects())
        .containsExactly(
            "[LVS_DEVEL] VRRP Instance VI_1 - Entering MASTER state",
            "[LVS_DEVEL] VRRP Instance VI_1 - Entering FAULT state",
            "[LVS_DEVEL] VRRP Instance VI_1 - Entering BACKUP state",
            "[LVS_DEVEL] VRRP Instance VI_1 - Stopping");
  }

  @Test
  void aFallToBackupThatWaitedWhileTheDaemonWasStartedAnewIsMailed() throws Exception {
    // Given: nobody remembers what was mailed before
    var mail = destination(Tls.STARTTLS, "geheim", true);

    // When
    deliver(mail, "FAULT", "BACKUP");

    // Then
    assertThat(subjects())
        .containsExactly("[LVS_DEVEL] VRRP Instance VI_1 - Entering BACKUP state");
  }

  private static void deliver(MailDestination mail, String from, String to) throws Exception {
    assertThat(mail.deliver(transition(1, "VI_1", from, to)))
        .isInstanceOf(Delivery.Delivered.class);
  }

  private List<String> subjects() {
    return mailServer.mails.stream()
        .flatMap(mail -> mail.text().lines().filter(line -> line.startsWith("Subject: ")))
        .map(line -> line.substring("Subject: ".length()))
        .toList();
  }

  @Test
  void aWrongPasswordIsTriedAgainAndNeverShown() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "falsch", true);

    // When
    var delivery = mail.deliver(transition(1, "VI_1", "MASTER"));

    // Then
    assertThat(delivery).isInstanceOf(Delivery.Retry.class);
    assertThat(delivery.toString()).contains("535").doesNotContain("falsch");
    assertThat(mailServer.mails).isEmpty();
  }

  @Test
  void aRefusedMailIsRefusedAndABusyServerAskedAgain() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "geheim", true);
    mailServer.planted.addAll(List.of("554 spam", "451 busy"));

    // When // Then
    assertThat(mail.deliver(transition(1, "VI_1", "MASTER"))).isInstanceOf(Delivery.Refused.class);
    assertThat(mail.deliver(transition(1, "VI_1", "MASTER"))).isInstanceOf(Delivery.Retry.class);
    assertThat(mail.deliver(transition(1, "VI_1", "MASTER")))
        .isInstanceOf(Delivery.Delivered.class);
  }

  @Test
  void aServerWithAnUnknownCertificateGetsNoPassword() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "geheim", false);

    // When // Then
    assertThat(mail.deliver(transition(1, "VI_1", "MASTER"))).isInstanceOf(Delivery.Retry.class);
    assertThat(mailServer.commandsInTheClear).containsExactly("EHLO node1.example.org", "STARTTLS");
  }

  @Test
  void onlyTransitionsOfMailedInstancesAreWanted() throws Exception {
    // Given
    var mail = destination(Tls.STARTTLS, "geheim", true);

    // When // Then
    assertThat(mail.wants(transition(1, "VI_1", "MASTER"))).isTrue();
    assertThat(mail.wants(transition(1, "silent", "MASTER"))).isFalse();
    assertThat(mail.wants(transition(1, "VI_1", "FAULT"))).as("no_email_faults").isFalse();
    assertThat(mail.wants(event(1, "io.baton.address-conflict.v1", "VI_1", null))).isFalse();
  }

  @Test
  void groupsHaveWordsOfTheirOwn() {
    // Given
    var event = event(1, "io.baton.group-transition.v1", "G1", "MASTER");

    // When // Then
    assertThat(MailText.of("R", event))
        .contains(
            new MailText(
                "[R] VRRP Group G1 - Entering MASTER state",
                "=> All VRRP group instances are now in MASTER state <="));
  }

  private MailDestination destination(Tls tls, String password, boolean trusting) {
    var config =
        new MailConfig(
            List.of("a@example.org", "b@example.org"),
            "ha@example.org",
            "127.0.0.1",
            mailServer.port(),
            Duration.ofSeconds(10),
            "node1.example.org",
            false,
            tls,
            trusting ? server.certificate().toString() : null,
            new Login("ha", new Secret(password)));
    var made =
        new MailDestination(
            vertx, config, "LVS_DEVEL", "node1", event -> !event.subject().equals("silent"));
    destination = made;
    return made;
  }
}
