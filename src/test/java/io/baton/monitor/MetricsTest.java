package io.baton.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.baton.api.TestCredentials;
import io.baton.engine.EngineEvent;
import io.baton.engine.SimulatedEngine;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class MetricsTest {

  private static final String ONE =
      "M_1: {interface: eth0, virtualRouterId: 61, addresses: [10.0.0.61/24],"
          + " track: {scripts: [{name: chk, weight: -20}]}}\n";
  private static final String TWO =
      "M_2: {interface: eth0, virtualRouterId: 62, priority: 90, addresses: [10.0.0.62/24]}\n";

  @Inject private FakeNode node;
  @Inject private EventCounts counts;

  private final SimulatedEngine engine = new SimulatedEngine(Snapshots.config(ONE + TWO)).start();
  private int told;

  @BeforeEach
  void runsForTenSeconds() {
    engine.track(new TrackerResult(TrackerKey.script("chk"), false, "exit code 1"));
    engine.pass(10);
    show();
  }

  private void show() {
    var all = engine.told();
    List<EngineEvent> news = all.subList(told, all.size());
    told = all.size();
    news.forEach(counts::onEvent);
    node.shows(Snapshots.of(engine.snapshot()));
  }

  @Test
  void stateAndPriorityOfAnInstanceAreTold() {
    // When
    var scrape = Scrape.now();

    // Then
    assertThat(scrape.value("baton_vrrp_state", "vrrp_instance", "M_1", "state", "MASTER")).isOne();
    assertThat(scrape.value("baton_vrrp_state", "vrrp_instance", "M_1", "state", "BACKUP"))
        .isZero();
    assertThat(scrape.value("baton_vrrp_priority_base", "vrrp_instance", "M_1")).isEqualTo(100);
    assertThat(scrape.value("baton_vrrp_priority", "vrrp_instance", "M_1")).isEqualTo(80);
    assertThat(
            scrape.value(
                "baton_vrrp_priority_term",
                "vrrp_instance",
                "M_1",
                "kind",
                "script",
                "tracker",
                "chk"))
        .isEqualTo(-20);
    assertThat(
            scrape.value("baton_vrrp_info", "vrrp_instance", "M_2", "vrid", "62", "version", "2"))
        .isOne();
    assertThat(scrape.value("baton_tracker_good", "kind", "script", "tracker", "chk")).isZero();
  }

  @Test
  void advertisementsAreCountedAndTheirGapsMeasured() {
    // When
    var scrape = Scrape.now();

    // Then
    double sent = scrape.value("baton_vrrp_adverts_sent_total", "vrrp_instance", "M_2");
    assertThat(sent).isBetween(5.0, 8.0);
    String[] gaps = {"vrrp_instance", "M_2", "direction", "sent"};
    // The first one belongs to the change of state.
    assertThat(scrape.value("baton_vrrp_advert_gap_ratio_count", gaps)).isEqualTo(sent - 2);
    assertThat(scrape.value("baton_vrrp_advert_gap_ratio_sum", gaps))
        .isCloseTo(sent - 2, within(0.001));
    assertThat(bucket(scrape, "0.9")).isZero();
    assertThat(bucket(scrape, "1.01")).isEqualTo(sent - 2);
    assertThat(bucket(scrape, "+Inf")).isEqualTo(sent - 2);
    assertThat(scrape.value("baton_vrrp_last_advert_age_seconds", gaps)).isBetween(0.0, 1.0);
    assertThat(scrape.has("baton_vrrp_last_advert_age_seconds", "direction", "received")).isFalse();
    assertThat(scrape.types()).containsEntry("baton_vrrp_advert_gap_ratio", "histogram");
  }

  private static double bucket(Scrape scrape, String bound) {
    return scrape.value(
        "baton_vrrp_advert_gap_ratio_bucket",
        "vrrp_instance",
        "M_2",
        "direction",
        "sent",
        "le",
        bound);
  }

  @Test
  void transitionsAreCountedByTheirReason() {
    // When
    var scrape = Scrape.now();

    // Then
    assertThat(
            scrape.value(
                "baton_vrrp_transitions_total",
                "vrrp_instance",
                "M_2",
                "from",
                "BACKUP",
                "to",
                "MASTER",
                "reason",
                "activeDownTimerExpired"))
        .isPositive();
    assertThat(scrape.value("baton_events_total", "type", "transition")).isGreaterThan(3);
    assertThat(scrape.value("baton_events_total", "type", "split-brain-detected")).isZero();
  }

  @Test
  void packetsThatBelongToNobodyAreCountedByTheirChannel() {
    // Given
    double before = refusedForItsVersion(Scrape.now());
    engine.hearGarbage();
    show();

    // When
    var scrape = Scrape.now();

    // Then
    String[] channel = {"interface", "eth0", "family", "ipv4"};
    assertThat(scrape.value("baton_channel_open", channel)).isOne();
    assertThat(refusedForItsVersion(scrape)).isEqualTo(before + 1);
    assertThat(scrape.value("baton_interface_up", "interface", "eth0")).isOne();
  }

  private static double refusedForItsVersion(Scrape scrape) {
    return scrape.value(
        "baton_channel_packets_refused_total", "interface", "eth0", "reason", "VERSION");
  }

  @Test
  void theLoopTheTrackersAndTheKernelAreMeasured() {
    // When
    var scrape = Scrape.now();

    // Then
    assertThat(scrape.value("baton_loop_timer_lateness_seconds_bucket", "le", "0.0005"))
        .isEqualTo(2);
    assertThat(scrape.value("baton_loop_timer_lateness_seconds_bucket", "le", "0.0025"))
        .isEqualTo(2);
    assertThat(scrape.value("baton_loop_timer_lateness_seconds_bucket", "le", "0.005"))
        .isEqualTo(3);
    assertThat(scrape.value("baton_loop_timer_lateness_seconds_sum")).isEqualTo(0.004);
    assertThat(scrape.value("baton_tracker_tries_total", "tracker", "chk", "outcome", "left_out"))
        .isEqualTo(2);
    assertThat(scrape.value("baton_tracker_try_duration_seconds_count", "tracker", "chk"))
        .isEqualTo(5);
    assertThat(scrape.value("baton_tracker_try_duration_seconds_sum", "tracker", "chk"))
        .isEqualTo(0.25);
    assertThat(scrape.value("baton_kernel_refusals_total", "operation", "add_addresses"))
        .isEqualTo(2);
    assertThat(scrape.value("baton_packets_malformed_total")).isEqualTo(7);
  }

  @Test
  void nothingIsLeftOfAnInstanceThatIsGone() {
    // Given
    assertThat(namesWith(Scrape.now(), "M_2")).isNotEmpty();

    // When
    engine.reload(Snapshots.config(ONE));
    engine.pass(1);
    show();

    // Then
    var scrape = Scrape.now();
    assertThat(namesWith(scrape, "M_2")).isEmpty();
    assertThat(namesWith(scrape, "M_1")).isNotEmpty();
  }

  private static List<String> namesWith(Scrape scrape, String instance) {
    return scrape.samples().keySet().stream()
        .filter(name -> scrape.has(name, "vrrp_instance", instance))
        .toList();
  }

  @Test
  void aLoopThatDoesNotAnswerIsToldWhileTheRestStillIs() {
    // Given
    node.doesNotAnswer();

    // When
    var scrape = Scrape.now();

    // Then
    assertThat(scrape.value("baton_engine_running")).isOne();
    assertThat(scrape.value("baton_engine_answers")).isZero();
    assertThat(scrape.has("baton_config_revision")).isTrue();
    assertThat(scrape.has("baton_vrrp_state")).isFalse();
  }

  @Test
  void namesFollowTheConventionAndHaveBoundedLabels() {
    // When
    var scrape = Scrape.now();

    // Then
    assertThat(scrape.types().keySet())
        .filteredOn(name -> name.startsWith("baton_"))
        .hasSizeGreaterThan(50)
        .allSatisfy(
            name -> {
              assertThat(name).matches("baton_[a-z]+(_[a-z]+)*");
              assertThat(name.endsWith("_total"))
                  .isEqualTo("counter".equals(scrape.types().get(name)));
            });
    assertThat(scrape.labels("baton_vrrp_adverts_sent_total")).isEqualTo(Set.of("vrrp_instance"));
  }
}
