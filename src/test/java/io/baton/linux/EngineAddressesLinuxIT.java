package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.IpText;
import io.baton.vrrp.ReportedState;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the engine does to addresses that others set, take away or want to reach.
class EngineAddressesLinuxIT {

  private final Vertx vertx = Vertx.vertx();
  private TestHost left;
  private TestHost right;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    left.ip("addr add 10.5.0.1/24 dev eth0");
    right.ip("addr add 10.5.0.2/24 dev eth0");
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @Test
  void anOwnerNeverTakesAwayAnAddressThatItDidNotSet() {
    // Given
    left.ip("addr add 10.5.0.40/24 dev eth0");
    var owner =
        EngineLinuxIT.config("", "10.5.0.40/24", "10.5.0.41/24")
            .replace("priority 100", "priority 255");

    // When
    try (var engine = RunningEngine.start(left, owner)) {
      await().until(engine::isActive);
      await().until(() -> addresses().contains("10.5.0.41"));

      // Then
      assertThat(marked()).containsExactly("10.5.0.41");
    }
    assertThat(addresses()).contains("10.5.0.40").doesNotContain("10.5.0.41");
  }

  @Test
  void anAddressThatSomebodyTakesAwayIsPutBackWithoutLeavingActive() {
    // Given
    var text = EngineLinuxIT.config("", "10.5.0.40/24", "10.5.0.41/24");
    try (var engine = RunningEngine.start(left, text)) {
      await().until(engine::isActive);

      // When
      left.ip("addr del 10.5.0.41/24 dev eth0");
      await().until(() -> engine.only().addressesRestored() == 1);

      // Then
      await().until(() -> marked().containsAll(List.of("10.5.0.40", "10.5.0.41")));
      assertThat(engine.told(Observation.AddressRestored.class)).hasSize(1);
      assertThat(engine.told(TransitionEvent.class).stream().map(t -> t.transition().to()))
          .containsExactly(ReportedState.BACKUP, ReportedState.MASTER);
    }
  }

  @Test
  void thisHostCanBeReachedAtItsAddressesInAcceptModeOnly() {
    // Given
    var text = EngineLinuxIT.config("no_accept", "10.5.0.40/24");

    // When
    try (var engine = RunningEngine.start(left, text)) {
      await().until(engine::isActive);
      boolean refused = !answers("10.5.0.40");
      boolean ownAddress = answers("10.5.0.1");

      // Then
      assertThat(refused).isTrue();
      assertThat(ownAddress).isTrue();
    }
    try (var engine = RunningEngine.start(left, EngineLinuxIT.config("accept", "10.5.0.40/24"))) {
      await().until(engine::isActive);
      assertThat(answers("10.5.0.40")).isTrue();
    }
  }

  @Test
  void promotedSecondariesStayAndTheSettingIsPutBackAtTheEnd() {
    // Given
    left.sysctl("net.ipv4.conf.eth0.promote_secondaries", 0);
    var text = EngineLinuxIT.config("promote_secondaries", "10.6.0.40/24", "10.6.0.41/24");
    try (var engine = RunningEngine.start(left, text)) {
      await().until(engine::isActive);
      int during = left.sysctl("net.ipv4.conf.eth0.promote_secondaries");

      // When
      left.ip("addr del 10.6.0.40/24 dev eth0");
      await().until(() -> engine.only().addressesRestored() > 0);

      // Then
      assertThat(during).isEqualTo(1);
      assertThat(engine.only().addressesRestored()).isEqualTo(1);
    }
    assertThat(left.sysctl("net.ipv4.conf.eth0.promote_secondaries")).isZero();
  }

  private boolean answers(String address) {
    try {
      right.exec("ping -c 1 -W 1 " + address);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private List<String> addresses() {
    return left.link("eth0").addresses().stream().map(a -> IpText.of(a.address())).toList();
  }

  private List<String> marked() {
    return left.link("eth0").addresses().stream()
        .filter(a -> a.ours())
        .map(a -> IpText.of(a.address()))
        .toList();
  }
}
