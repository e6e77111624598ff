package io.baton.linux;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.CheckConfig;
import io.baton.config.CheckConfig.Ping;
import io.baton.track.CheckTracker;
import io.baton.vrrp.IpText;
import io.baton.vrrp.TrackerResult;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gateway that is pinged over a real link.
@Timeout(60)
class PingLinuxIT {

  private final Vertx vertx = Vertx.vertx();
  private final List<TrackerResult> told = new CopyOnWriteArrayList<>();
  private TestHost here;
  private TestHost gateway;

  @BeforeEach
  void connect() {
    here = TestHost.create(vertx);
    gateway = TestHost.create(vertx);
    TestHost.connect(here, gateway);
    here.ip("addr add 10.99.0.1/24 dev eth0");
    here.ip("addr add fd99::1/64 dev eth0 nodad");
    gateway.ip("addr add 10.99.0.2/24 dev eth0");
    gateway.ip("addr add fd99::2/64 dev eth0 nodad");
  }

  @AfterEach
  void close() {
    TestHost.closeAll(here, gateway);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /// No firewall and no TCP echo service could answer for the gateway: all its ports refuse.
  @ParameterizedTest
  @ValueSource(strings = {"10.99.0.2", "fd99::2"})
  void aGatewayThatFallsSilentAndComesBackIsSeen(String address) {
    // Given
    var tracker = tracker(address);
    String shown = IpText.of(InetAddress.ofLiteral(address));
    try {
      here.onLoop(tracker::start);
      awaitLast(TrackerResult::good);
      assertThat(told.getLast().evidence()).isEqualTo("echo from " + shown);

      // When: it still answers all but echoes
      gateway.sysctl(
          address.contains(":") ? "net.ipv6.icmp.echo_ignore_all" : "net.ipv4.icmp_echo_ignore_all",
          1);

      // Then
      awaitLast(result -> !result.good());
      assertThat(told.getLast().evidence()).isEqualTo("no echo from " + shown + " within 0.5 s");

      // When
      gateway.sysctl(
          address.contains(":") ? "net.ipv6.icmp.echo_ignore_all" : "net.ipv4.icmp_echo_ignore_all",
          0);

      // Then
      awaitLast(TrackerResult::good);
    } finally {
      tracker.close();
    }
  }

  @Test
  void anAddressWithoutARouteIsNoEcho() {
    // Given
    var tracker = tracker("192.0.2.1");
    try {
      // When
      here.onLoop(tracker::start);

      // Then
      awaitLast(result -> !result.good());
    } finally {
      tracker.close();
    }
  }

  private CheckTracker tracker(String address) {
    var config =
        new CheckConfig(
            "gateway",
            new Ping(InetAddress.ofLiteral(address)),
            Duration.ofMillis(600),
            Duration.ofMillis(500),
            0,
            false,
            1,
            1);
    return new CheckTracker(config, told::add);
  }

  private void awaitLast(Predicate<TrackerResult> wanted) {
    await().atMost(20, SECONDS).until(() -> !told.isEmpty() && wanted.test(told.getLast()));
  }
}
