package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way from a real transition to a mail server, a broker, a named pipe, and to a webhook
/// whose receiver refuses, is busy or has gone for good.
@Timeout(180)
class DestinationsIT {

  private static final Logger LOG = Logger.getLogger(DestinationsIT.class);
  private static final String ADDRESS = "10.9.0.100";
  private static final double START = 60;

  private static final String INSTANCE =
      """
      instances:
        VI_1:
          interface: eth0
          virtualRouterId: 51
          version: 3
          advertInterval: 300ms
          addresses: [10.9.0.100/24]
          track: { interfaces: [eth1] }
      """;

  @TempDir private Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Host host;
  private Rest rest;

  @BeforeEach
  void start() {
    var lan = new Lan(folder);
    open.push(lan);
    host = lan.host("a", 1);
    rest = new Rest(host, host.stateDir());
  }

  @AfterEach
  void removeAll() throws Exception {
    LOG.debug(host.said());
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private void startBaton(String config, Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("QUARKUS_HTTP_PORT", "8080");
    environment.put("BATON_API_LOOPBACK_ROLE", "operator");
    host.startBaton("baton.yaml", config, environment);
    Poll.until("it is active", START, () -> host.holds(ADDRESS));
    rest.await();
  }

  /// MASTER to FAULT to BACKUP to MASTER.
  private void faultAndBack() {
    host.cutSecondLink();
    Poll.until("the fault", 5, () -> !host.holds(ADDRESS));
    host.mendSecondLink();
    Poll.until("it is active again", 10, () -> host.holds(ADDRESS));
  }

  private JsonNode destination(String name) {
    return rest.get("outbox/" + name).json();
  }

  /// A number of `/q/metrics`.
  private double metric(String name, String destination) {
    var text = host.run("curl -s -m 10 http://127.0.0.1:8080/q/metrics");
    String line = name + "{destination=\"" + destination + "\"}";
    return text.lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + line + " in " + text));
  }

  private Hook hook(String name, int port) {
    var hook = new Hook(host, folder, name, port);
    open.push(hook);
    hook.on();
    hook.awaitListening();
    return hook;
  }

  /// All transitions that there are have been taken, each at least once.
  private void awaitTransitions(Hook hook) {
    var ledger = Ledger.of(rest);
    var ids = ledger.transitions().stream().map(event -> event.path("id").asText()).toList();
    Poll.until(hook.url() + " has them", 30, () -> hook.accepted().containsAll(ids));
  }

  @Test
  void mailsGoOverStarttlsWithALoginAndThoseOfADeadServerComeLater() throws Exception {
    // Given
    var mailbox = new Mailbox(host, folder, "10.9.0.1");
    open.push(mailbox);
    mailbox.on();
    startBaton(mail(mailbox, Mailbox.PASSWORD), Map.of());

    // When
    faultAndBack();

    // Then
    Poll.until("four mails", 20, () -> mailbox.taken().size() == 4);
    var mails = mailbox.taken();
    assertThat(mails)
        .extracting(mail -> mail.header("Subject"))
        .containsExactly(
            "[lb1] VRRP Instance VI_1 - Entering MASTER state",
            "[lb1] VRRP Instance VI_1 - Entering FAULT state",
            "[lb1] VRRP Instance VI_1 - Entering BACKUP state",
            "[lb1] VRRP Instance VI_1 - Entering MASTER state");
    assertThat(mails)
        .allSatisfy(
            mail -> {
              assertThat(mail.user()).isEqualTo("ha");
              assertThat(mail.from()).isEqualTo("ha@example.org");
              assertThat(mail.to()).containsExactly("a@example.org", "b@example.org");
              assertThat(mail.header("X-Mailer")).isEqualTo("Keepalived");
              assertThat(mail.header("Date")).isNotEmpty();
            });
    assertThat(mails.getFirst().text()).contains("=> VRRP Instance is now owning VRRP VIPs <=");
    assertThat(mails.stream().map(Mailbox.Mail::connection).distinct()).hasSizeLessThan(3);

    // When
    var answer = rest.send("POST", "notifiers/mail/test", "");

    // Then
    assertThat(answer.body()).contains("\"delivered\":true").contains("took it for 2 of 2");

    // When: the server is away, the daemon stops, and both come back
    mailbox.off();
    host.stopDaemon();
    mailbox.on();
    startBaton(mail(mailbox, Mailbox.PASSWORD), Map.of());

    // Then
    Poll.until("the rest", 30, () -> mailbox.taken().size() == 7);
    assertThat(mailbox.taken().subList(5, 7))
        .extracting(mail -> mail.header("Subject"))
        .containsExactly(
            "[lb1] VRRP Instance VI_1 - Stopping",
            "[lb1] VRRP Instance VI_1 - Entering MASTER state");
  }

  private static String mail(Mailbox mailbox, String password) {
    return """
    routerId: lb1
    mail:
      to: [a@example.org, b@example.org]
      from: ha@example.org
      host: 10.9.0.1
      port: %d
      tls: starttls
      caFile: "%s"
      user: ha
      password: %s
    """
            .formatted(Mailbox.PORT, mailbox.authority(), password)
        + INSTANCE;
  }

  @Test
  void aBrokerThatIsAwayMakesNothingUnhealthyAndGetsEverythingWhenItIsBack() throws Exception {
    // Given
    var topics = new Topics(host, folder, "10.9.0.33", 9092, "whole", "parts");
    open.push(topics);
    topics.on();
    topics.awaitListening();
    topics.leave();
    var config =
        """
        notifiers:
          whole: { kafka: { topic: whole } }
          parts: { kafka: { topic: parts, mode: binary } }
        """
            + INSTANCE;

    // When
    startBaton(
        config, Map.of("BATON_KAFKA_ENABLED", "true", "KAFKA_BOOTSTRAP_SERVERS", topics.servers()));
    faultAndBack();
    Poll.until("it knows", 30, () -> !destination("whole").path("lastError").isNull());

    // Then
    var health = host.run("curl -s -m 10 -w %{http_code} http://127.0.0.1:8080/q/health");
    LOG.info(health);
    assertThat(health).endsWith("200").contains("UP").doesNotContain("DOWN");
    assertThat(metric("baton_delivery_backlog", "whole")).isGreaterThan(3);
    assertThat(metric("baton_delivery_oldest_age_seconds", "whole")).isGreaterThan(1);
    assertThat(metric("baton_delivery_sent_total", "whole")).isZero();

    // When
    topics.come();

    // Then
    Poll.until(
        "both are delivered",
        60,
        () ->
            metric("baton_delivery_backlog", "whole") == 0
                && metric("baton_delivery_backlog", "parts") == 0);
    var ledger = Ledger.of(rest);
    Poll.until("all is read", 20, () -> topics.taken().size() >= 2 * ledger.events().size());
    var taken = topics.taken();
    ledger.assertDelivered("whole", taken.stream().filter(Topics.Taken::isStructured).toList());
    var parts = taken.stream().filter(one -> one.topic().equals("parts")).toList();
    assertThat(parts).extracting(Topics.Taken::id).containsExactlyElementsOf(ledger.ids());
    assertThat(parts)
        .extracting(Topics.Taken::event)
        .containsExactlyElementsOf(ledger.events().stream().map(e -> e.path("data")).toList());
    assertThat(taken).extracting(Topics.Taken::key).contains("VI_1");
    assertThat(taken)
        .filteredOn(Topics.Taken::isStructured)
        .allMatch(one -> one.event().path("subject").asText().equals(one.key()));
    assertThat(metric("baton_delivery_sent_total", "whole")).isGreaterThan(3);
  }

  @Test
  void whatAReceiverRefusesIsADeadLetterAndOneThatHasGoneIsLeftAlone() throws Exception {
    // Given
    var pager = hook("pager", 9001);
    var archive = hook("archive", 9002);
    var config =
        """
        notifiers:
          pager: { types: [transition], webhook: { url: "%s" } }
          archive: { webhook: { url: "%s" } }
        """
                .formatted(pager.url(), archive.url())
            + INSTANCE;
    startBaton(config, Map.of());
    awaitTransitions(pager);

    // When
    pager.be(HookReceiver.Mode.REFUSE);
    faultAndBack();

    // Then
    Poll.until("dead letters", 20, () -> destination("pager").path("deadLetters").asInt() == 3);
    assertThat(rest.get("outbox/pager/dead-letters").json())
        .extracting(letter -> letter.path("why").asText())
        .allMatch(why -> why.startsWith("HTTP 422 from 127.0.0.1:9001"));
    assertThat(metric("baton_delivery_failed_total", "pager")).isEqualTo(3);
    assertThat(metric("baton_delivery_dead_letters", "pager")).isEqualTo(3);
    Poll.until("it is told", 10, () -> types(archive).contains("io.baton.delivery-failed.v1"));

    // When
    pager.answer();
    rest.send("POST", "outbox/pager/dead-letters/retry", "");

    // Then
    Poll.until("they are gone", 20, () -> destination("pager").path("deadLetters").asInt() == 0);

    // When
    pager.be(HookReceiver.Mode.GONE);
    faultAndBack();
    Poll.until("it is off", 20, () -> destination("pager").path("disabled").isTextual());
    assertThat(metric("baton_delivery_disabled", "pager")).isEqualTo(1);
    int called = pager.taken().size();
    faultAndBack();
    assertThat(pager.taken()).hasSize(called);
    pager.answer();
    rest.send("POST", "outbox/pager/enable", "");

    // Then
    awaitTransitions(pager);
  }

  private static List<String> types(Hook hook) throws IOException {
    return hook.taken().stream().map(taken -> taken.event().path("type").asText()).toList();
  }

  @Test
  void aBusyReceiverIsLeftInPeaceAndARemovedNotifierGoesOnWhereItStopped() throws Exception {
    // Given
    var pager = hook("pager", 9001);
    var config =
        """
        notifiers:
          pager: { types: [transition], webhook: { url: "%s" } }
        """
                .formatted(pager.url())
            + INSTANCE;
    startBaton(config, Map.of());
    awaitTransitions(pager);

    // When: 429 with Retry-After: 3
    pager.be(HookReceiver.Mode.BUSY);
    faultAndBack();
    Poll.until("it was asked", 10, () -> metric("baton_delivery_retried_total", "pager") > 0);
    pager.answer();
    awaitTransitions(pager);

    // Then
    var asked = pager.taken();
    var tries =
        asked.stream()
            .filter(one -> asked.stream().filter(o -> o.id().equals(one.id())).count() > 1)
            .map(Hook.Taken::at)
            .toList();
    assertThat(tries).hasSizeGreaterThan(1);
    assertThat(tries.get(1) - tries.get(0)).isGreaterThanOrEqualTo(2900);

    // When
    replaceConfig(INSTANCE);
    Poll.until("it is away", 10, () -> rest.get("outbox/pager").status() == 404);
    faultAndBack();
    replaceConfig(config);

    // Then
    awaitTransitions(pager);
    assertThat(List.copyOf(pager.states("VI_1").keySet()))
        .as("in their order")
        .isEqualTo(Ledger.of(rest).transitions().stream().map(e -> e.path("id").asText()).toList());
  }

  private void replaceConfig(String config) throws IOException {
    Files.writeString(folder.resolve("a").resolve("baton.yaml"), config);
  }

  @Test
  void aPipeHasKeepalivedsLinesAndItsProgramIsStartedAgainWhenItDies() throws Exception {
    // Given
    var out = folder.resolve("lines");
    var started = folder.resolve("started");
    var script =
        script(
            "reader",
            "echo $$ >> %s; while read -r line; do echo \"$line\" >> %s; done < \"$1\""
                .formatted(started, out));
    var told = folder.resolve("told");
    var notify = script("notify", "echo \"$* $BATON_FROM $BATON_SEQUENCE\" >> " + told);
    var text =
        """
        global_defs {
          vrrp_notify_fifo %s
          vrrp_notify_fifo_script %s root
        }
        """
                .formatted(folder.resolve("events.fifo"), script)
            + InstanceText.of(3, 0.3, ADDRESS)
                .with("track_interface {\n eth1\n}\nnotify \"%s\" root".formatted(notify))
                .at(100);
    host.startBaton(text);
    Poll.until("it is active", START, () -> host.holds(ADDRESS));
    Poll.until("it is told", 20, () -> lines(out).size() == 2);

    // When
    host.run("kill -9 " + lines(started).getLast());
    faultAndBack();

    // Then
    Poll.until("it is started again", 20, () -> lines(started).size() == 2);
    Poll.until("the rest is told", 20, () -> lines(out).size() == 5);
    assertThat(lines(out))
        .containsExactly(
            "INSTANCE \"VI_1\" BACKUP 100",
            "INSTANCE \"VI_1\" MASTER 100",
            "INSTANCE \"VI_1\" FAULT 100",
            "INSTANCE \"VI_1\" BACKUP 100",
            "INSTANCE \"VI_1\" MASTER 100");

    // When
    host.stopDaemon();

    // Then
    assertThat(lines(out)).last().isEqualTo("INSTANCE \"VI_1\" STOP 100");
    assertThat(lines(told))
        .containsExactly(
            "INSTANCE VI_1 BACKUP 100 STOP 1",
            "INSTANCE VI_1 MASTER 100 BACKUP 2",
            "INSTANCE VI_1 FAULT 100 MASTER 3",
            "INSTANCE VI_1 BACKUP 100 FAULT 4",
            "INSTANCE VI_1 MASTER 100 BACKUP 5",
            "INSTANCE VI_1 STOP 100 MASTER 6");
  }

  private Path script(String name, String body) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
