package io.baton.notify;

import static io.baton.notify.StoredEvents.event;
import static io.baton.notify.StoredEvents.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.Finding;
import io.baton.config.YamlReader;
import io.baton.event.Destination;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DestinationsTest {

  private static final String PAGER =
      """
      notifiers:
        pager:
          webhook: { url: "http://127.0.0.1:9/a", timeout: %s }
        archive:
          webhook: { url: "http://127.0.0.1:9/b" }
      """;

  private static final String MAIL =
      """
      mail: { to: [ops@example.com], host: 127.0.0.1 }
      instances:
        VI_1: { interface: eth0, virtualRouterId: 51, notify: { mail: %s } }
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Destination> registered = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Destinations destinations =
      new Destinations(
          vertx, Clock.systemUTC(), Optional::empty, "lb1", this::register, this::unregister);

  private void register(Destination destination) {
    calls.add("+" + destination.name());
    registered.put(destination.name(), destination);
  }

  private void unregister(String name) {
    calls.add("-" + name);
    Objects.requireNonNull(registered.remove(name)).close();
  }

  @AfterEach
  void closeAll() {
    registered.values().forEach(Destination::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatStaysTheSameIsKeptWhatChangesIsMadeAnewAndWhatGoesIsUnregistered() {
    // Given
    destinations.replace(config(PAGER.formatted("10s")));
    var archive = registered.get("archive");
    calls.clear();

    // When: the pager changes
    destinations.replace(config(PAGER.formatted("5s")));

    // Then
    assertThat(calls).containsExactly("-pager", "+pager");
    assertThat(registered.get("archive")).isSameAs(archive);

    // When: nothing is left
    destinations.replace(config(""));

    // Then
    assertThat(registered).isEmpty();
  }

  @Test
  void mailFollowsTheInstancesWithoutBeingMadeAnew() {
    // Given
    var master = transition(1, "VI_1", "MASTER");
    destinations.replace(config(MAIL.formatted("true")));
    var mail = Objects.requireNonNull(registered.get("mail"));

    // When // Then
    assertThat(mail.wants(master)).isTrue();
    assertThat(mail.wants(event(2, "io.baton.tracker-changed.v1", "script x", null))).isFalse();
    destinations.replace(config(MAIL.formatted("false")));
    assertThat(mail.wants(master)).isFalse();
    assertThat(calls).containsExactly("+mail");
  }

  private static BatonConfig config(String yaml) {
    var read = YamlReader.read("baton.yaml", yaml);
    assertThat(read.findings())
        .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
        .isEmpty();
    return read.config();
  }
}
