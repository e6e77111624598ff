package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way from a real transition to a receiver that is there, away or stuck.
@Timeout(120)
class WebhookIT {

  private static final Logger LOG = Logger.getLogger(WebhookIT.class);
  private static final byte[] KEY =
      "a key of thirty-two octets, or so".getBytes(StandardCharsets.UTF_8);
  private static final String ADDRESS = "10.9.0.100";
  private static final double INTERVAL = 0.3;

  @TempDir private Path folder;
  private Lan lan;
  private Host host;
  private Hook pager;
  private Hook archive;

  @BeforeEach
  void start() {
    lan = new Lan(folder);
    host = lan.host("a", 1);
    pager = new Hook(host, folder, "pager", 9001);
    archive = new Hook(host, folder, "archive", 9002);
    pager.on();
    archive.on();
    pager.awaitListening();
    archive.awaitListening();
    startBaton();
  }

  private void startBaton() {
    host.startBaton("baton.yaml", config());
    Poll.until("it is active", 60, () -> host.holds(ADDRESS));
  }

  private String config() {
    return """
    instances:
      VI_1:
        interface: eth0
        virtualRouterId: 51
        version: 3
        advertInterval: 300ms
        addresses: [10.9.0.100/24]
        track: { interfaces: [eth1] }
    notifiers:
      pager:
        types: [transition]
        webhook: { url: "%s", secret: "whsec_%s" }
      archive:
        webhook: { url: "%s" }
    """
        .formatted(pager.url(), Base64.getEncoder().encodeToString(KEY), archive.url());
  }

  @AfterEach
  void removeAll() throws IOException {
    LOG.info(host.said());
    pager.close();
    archive.close();
    lan.close();
  }

  /// FAULT and back to MASTER: at least three transitions.
  private void faultAndBack() {
    host.cutSecondLink();
    Poll.until("the fault", 5, () -> !host.holds(ADDRESS));
    host.mendSecondLink();
    Poll.until("it is active again", 10, () -> host.holds(ADDRESS));
  }

  private void awaitMasters(Hook hook, long number, double seconds) {
    Poll.until(
        "%s has heard of MASTER %d times".formatted(hook.url(), number),
        seconds,
        () -> masters(hook) >= number);
  }

  private static long masters(Hook hook) throws Exception {
    return hook.states("VI_1").values().stream().filter("MASTER"::equals).count();
  }

  @Test
  void aTransitionArrivesSignedAndATestIsAnsweredByTheOtherSide() throws Exception {
    // Given
    awaitMasters(pager, 1, 10);

    // When
    var answer = test("pager");

    // Then
    assertThat(answer).contains("\"delivered\":true").contains("HTTP 204 from 127.0.0.1:9001");
    for (var taken : pager.taken()) {
      taken.assertSigned(KEY);
    }
    assertThat(pager.taken().getLast().event().path("type").asText()).isEqualTo("io.baton.test.v1");
    assertThat(pager.states("VI_1").values()).last().isEqualTo("MASTER");

    // When: the pager goes away from the configuration, the archive stays
    var without = config().replaceAll("(?m)^  pager:\\n(    .*\\n)*", "");
    Files.writeString(folder.resolve("a").resolve("baton.yaml"), without);
    Poll.until("the new one runs", 10, () -> test("pager").contains("404"));
    long before = masters(pager);
    faultAndBack();

    // Then
    awaitMasters(archive, before + 1, 10);
    assertThat(masters(pager)).isEqualTo(before);
  }

  private String test(String notifier) {
    return host.run(
        "curl -s -m 10 -X POST http://127.0.0.1:8080/api/v1/notifiers/%s/test".formatted(notifier));
  }

  @Test
  void whatHappensWhileTheReceiverIsAwayArrivesInOrderWhenItIsBack() throws Exception {
    // Given
    awaitMasters(pager, 1, 10);
    awaitTheSame();
    long before = masters(pager);
    pager.off();

    // When
    faultAndBack();
    faultAndBack();

    // Then
    awaitMasters(archive, before + 2, 10);
    assertThat(masters(pager)).isEqualTo(before);

    // When
    pager.on();

    // Then
    awaitTheSame();
    assertThat(sequences(pager)).isSorted();
  }

  @Test
  void whatAKilledDaemonHadUnderWayComesAgainUnderTheSameIdAndNothingIsMissing() throws Exception {
    // Given: the pager has read an event but not answered
    awaitMasters(pager, 1, 10);
    awaitTheSame();
    long before = masters(pager);
    pager.hang();
    faultAndBack();
    awaitMasters(archive, before + 1, 10);
    assertThat(masters(pager)).isEqualTo(before);
    var underWay = pager.taken().getLast();

    // When
    host.kill();
    pager.answer();
    startBaton();

    // Then
    awaitTheSame();
    assertThat(pager.taken())
        .filteredOn(taken -> taken.id().equals(underWay.id()))
        .as("it came before the kill and after it")
        .hasSize(2)
        .allSatisfy(taken -> assertThat(taken.body()).isEqualTo(underWay.body()));
    assertThat(sequences(pager)).isSorted();
  }

  /// In the same order, too.
  private void awaitTheSame() {
    Poll.until(
        "both know of the same",
        30,
        () ->
            List.copyOf(pager.states("VI_1").keySet())
                .equals(List.copyOf(archive.states("VI_1").keySet())));
  }

  private static List<String> sequences(Hook hook) throws Exception {
    var seen = new HashSet<String>();
    return hook.taken().stream()
        .filter(taken -> seen.add(taken.id()))
        .map(taken -> taken.event().path("sequence").asText())
        .toList();
  }

  @Test
  void aReceiverThatHangsDelaysNeitherTheOtherNorAnAdvertisement() throws Exception {
    // Given
    awaitMasters(pager, 1, 10);
    awaitTheSame();
    long before = masters(pager);
    pager.hang();

    // When
    faultAndBack();

    // Then: the other hears at once, and again and again
    awaitMasters(archive, before + 1, 2);
    faultAndBack();
    awaitMasters(archive, before + 2, 2);
    assertThat(masters(pager)).isEqualTo(before);

    // When: three seconds as MASTER, while it hangs
    Poll.during("it stays active", 3, 4, () -> host.holds(ADDRESS));

    // Then
    var times = lan.captured("vrrp").stream().map(WebhookIT::seconds).toList();
    var newest = times.subList(times.size() - 10, times.size());
    for (int i = 1; i < newest.size(); i++) {
      assertThat(newest.get(i) - newest.get(i - 1)).isBetween(0.2 * INTERVAL, 2 * INTERVAL);
    }
    pager.answer();
    awaitTheSame();
  }

  /// The second column of tshark.
  private static double seconds(String line) {
    return Double.parseDouble(line.strip().split(" +", 3)[1]);
  }
}
