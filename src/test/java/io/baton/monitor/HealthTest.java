package io.baton.monitor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import io.baton.api.ConfigState;
import io.baton.api.FakeConfigService;
import io.baton.api.FakeEventStore;
import io.baton.api.TestCredentials;
import io.baton.engine.NodeEvent.ConfigRefused;
import io.baton.engine.SimulatedEngine;
import io.baton.event.Delivery;
import io.baton.event.Destination;
import io.baton.event.StoredEvent;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class HealthTest {

  private static final String TRACKED =
      "H_1: {interface: eth0, virtualRouterId: 71, addresses: [10.0.0.71/24],"
          + " track: {scripts: [{name: chk, weight: 0}]}}\n";
  private static final String PLAIN =
      "H_2: {interface: eth0, virtualRouterId: 72, addresses: [10.0.0.72/24]}\n";

  @Inject private FakeNode node;
  @Inject private FakeEventStore events;

  private static SimulatedEngine running(String instances) {
    var engine = new SimulatedEngine(Snapshots.config(instances)).start();
    engine.pass(10);
    return engine;
  }

  private void show(SimulatedEngine engine) {
    node.shows(Snapshots.of(engine.snapshot()));
  }

  private static ValidatableResponse live() {
    return given().get("/q/health/live").then();
  }

  private static ValidatableResponse ready() {
    return given().get("/q/health/ready").then();
  }

  private static String of(String check) {
    return "checks.find { it.name == '" + check + "' }.";
  }

  private static void isUnready(String cause) {
    ready()
        .statusCode(503)
        .body(of("engine") + "status", equalTo("DOWN"))
        .body(of("engine") + "data.cause", containsString(cause));
  }

  @Test
  void aNodeWhoseInstancesHaveTheirRolesIsUp() {
    // When
    show(running(PLAIN));

    // Then
    live().statusCode(200).body("status", equalTo("UP"));
    ready()
        .statusCode(200)
        .body(of("engine") + "data.MASTER", equalTo("1"))
        .body(of("engine") + "data.cause", equalTo(null));
  }

  @Test
  void aNodeThatHasNotStartedIsAliveAndNotReady() {
    // When
    node.isNotStarted();

    // Then
    live().statusCode(200);
    isUnready("has not started");
  }

  @Test
  void aLoopThatStandsStillIsDeadAndNotReady() {
    // When
    node.doesNotAnswer();

    // Then
    live().statusCode(503).body(of("event loop") + "data.cause", containsString("did not answer"));
    isUnready("did not answer");
  }

  @Test
  void anInstanceThatWaitsForItsFirstCheckIsNotReadyYet() {
    // When
    show(running(TRACKED + PLAIN));

    // Then
    isUnready("H_1 is in INIT: script chk has not answered yet");
  }

  @Test
  void aFailedCheckIsExplainedAndLeavesTheNodeReady() {
    // Given
    var engine = running(TRACKED + PLAIN);

    // When
    engine.track(new TrackerResult(TrackerKey.script("chk"), false, "exit code 1"));
    show(engine);

    // Then
    ready()
        .statusCode(200)
        .body(of("engine") + "data", hasEntry("instance H_1", "FAULT: script chk failed"))
        .body(of("engine") + "data.FAULT", equalTo("1"));
  }

  @Test
  void aSocketThatCannotBeOpenedIsNamed() {
    // Given
    var engine = new SimulatedEngine(Snapshots.config(PLAIN));
    engine.refuseChannels(true);
    engine.start();
    engine.pass(2);

    // When
    show(engine);

    // Then
    isUnready("no ipv4 socket on eth0");
  }

  @Test
  void anInterfaceThatIsDownExplainsItselfAndLeavesTheNodeReady() {
    // Given
    var engine = running(PLAIN);

    // When
    engine.setLink(false);
    show(engine);

    // Then
    ready()
        .statusCode(200)
        .body(of("engine") + "data.'instance H_2'", containsString("interface eth0 is down"));
  }

  @Test
  void aStartUnderWayIsNotReady() {
    // Given
    var engine = new SimulatedEngine(Snapshots.configWithDelay(PLAIN)).start();
    engine.pass(1);

    // When
    show(engine);

    // Then
    isUnready("startup delay");
  }

  @Test
  void aNodeWithoutAConfigurationIsNotReady() {
    // Given
    show(running(PLAIN));
    var nothing =
        new FakeConfigService() {
          @Override
          public ConfigState current() {
            return ConfigState.NONE;
          }
        };

    // When
    var response = new ReadinessCheck(node, nothing).call();

    // Then
    assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(response.getData().orElseThrow())
        .containsEntry("cause", "no configuration is loaded");
  }

  @Test
  void aDestinationThatIsDownIsNamedAndFailsNobody() {
    // Given
    show(running(PLAIN));
    var outbox = events.outbox();
    outbox.register(new DeadBroker());
    try {

      // When
      outbox.record(new ConfigRefused(Instant.now(), "SIGHUP", List.of("line 1")));
      Awaitility.await()
          .until(() -> outbox.destination(DeadBroker.NAME).orElseThrow().lastError() != null);

      // Then
      ready()
          .statusCode(200)
          .body(of("deliveries") + "status", equalTo("UP"))
          .body(of("deliveries") + "data.degraded", equalTo(true))
          .body(
              of("deliveries") + "data.'destination " + DeadBroker.NAME + "'",
              containsString("connection refused; 1 events wait"));
    } finally {
      outbox.unregister(DeadBroker.NAME);
    }
    ready().body(of("deliveries") + "data.degraded", equalTo(false));
  }

  /// Takes nothing.
  private static final class DeadBroker implements Destination {
    private static final String NAME = "dead-broker";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public boolean wants(StoredEvent event) {
      return true;
    }

    @Override
    public Delivery deliver(StoredEvent event) {
      return new Delivery.Retry("connection refused");
    }

    @Override
    public void close() {}
  }
}
