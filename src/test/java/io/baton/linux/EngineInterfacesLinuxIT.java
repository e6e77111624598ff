package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.InstanceStatus;
import io.baton.engine.TransitionEvent;
import io.baton.vrrp.ReportedState;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Interfaces that are not there, come, change their name and go while the engine runs.
class EngineInterfacesLinuxIT {

  private final Vertx vertx = Vertx.vertx();
  private TestHost host;
  private TestHost other;

  @BeforeEach
  void connectTwoHosts() {
    host = TestHost.create(vertx);
    other = TestHost.create(vertx);
    TestHost.connect(host, other);
    host.ip("addr add 10.5.0.1/24 dev eth0");
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(other, host);
    vertx.close();
  }

  private static String two(String more) {
    var second =
        EngineLinuxIT.config(more, "10.7.0.40/24")
            .replace("VI_1", "VI_2")
            .replace("interface eth0", "interface eth7");
    return EngineLinuxIT.config("", "10.5.0.40/24") + second;
  }

  private void addEth7(String name) {
    host.ip("link add " + name + " type veth peer name far7");
    host.ip("link set far7 up");
    host.ip("link set " + name + " up");
    host.ip("addr add 10.7.0.1/24 dev " + name);
  }

  private static InstanceStatus second(RunningEngine engine) {
    return engine.status().stream().filter(s -> s.name().equals("VI_2")).findFirst().orElseThrow();
  }

  private static void awaitSecond(RunningEngine engine, ReportedState state) {
    await().until(() -> second(engine).state() == state);
  }

  @Test
  void aMissingInterfaceHoldsBackItsOwnInstanceOnlyUntilItAppears() {
    // Given
    try (var engine = RunningEngine.start(host, two(""))) {
      await().until(engine::isActive);
      assertThat(second(engine).state()).isEqualTo(ReportedState.FAULT);
      assertThat(second(engine).faults()).containsExactly("interface eth7 does not exist");

      // When
      addEth7("eth7");

      // Then
      awaitSecond(engine, ReportedState.MASTER);
      assertThat(host.link("eth7").addresses()).anyMatch(a -> a.ours());
      assertThat(failuresOfFirst(engine)).isZero();
    }
  }

  @Test
  void aRenamedInterfaceCountsByItsNewName() {
    // Given
    addEth7("new7");
    try (var engine = RunningEngine.start(host, two(""))) {
      awaitSecond(engine, ReportedState.FAULT);

      // When
      host.ip("link set new7 down");
      host.ip("link set new7 name eth7");
      host.ip("link set eth7 up");

      // Then
      awaitSecond(engine, ReportedState.MASTER);
      host.ip("link set eth7 down");
      host.ip("link set eth7 name old7");
      host.ip("link set old7 up");
      await().until(() -> second(engine).faults().contains("interface eth7 does not exist"));
      assertThat(second(engine).state()).isEqualTo(ReportedState.FAULT);
      assertThat(failuresOfFirst(engine)).isZero();
    }
  }

  @Test
  void anInterfaceThatIsMadeAnewGetsItsMacvlanAndItsInstanceBack() {
    // Given
    addEth7("eth7");
    try (var engine = RunningEngine.start(host, two("use_vmac"))) {
      awaitSecond(engine, ReportedState.MASTER);
      int before = host.link("vrrp.51").index();

      // When
      host.ip("link del eth7");
      awaitSecond(engine, ReportedState.FAULT);
      addEth7("eth7");

      // Then
      awaitSecond(engine, ReportedState.MASTER);
      assertThat(host.link("vrrp.51").index()).isNotEqualTo(before);
      assertThat(host.link("vrrp.51").mac()).hasToString("00:00:5e:00:01:33");
      assertThat(host.link("vrrp.51").addresses()).anyMatch(a -> a.ours());
      assertThat(failuresOfFirst(engine)).isZero();
    }
    assertThat(host.links()).noneMatch(link -> link.name().equals("vrrp.51"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"use_vmac", "use_vmac vm51", "use_vmac\nvmac_xmit_base", "native_ipv6\nuse_vmac"})
  void whoseMacvlanCanBeMadeStartsWithoutAFault(String lines) {
    // Given
    host.ip("link add eth8 type veth peer name far8");
    host.ip("addr add 10.8.0.1/24 dev eth8");
    host.ip("link set eth8 up");
    host.ip("link set far8 up");
    await().until(() -> host.link("eth8").addresses().size() > 1);
    var address = lines.startsWith("native") ? "fe80::51/64" : "10.8.0.40/24";
    var text = EngineLinuxIT.config(lines, address).replace("interface eth0", "interface eth8");

    // When
    try (var engine = RunningEngine.start(host, text)) {
      await().until(engine::isActive);

      // Then
      assertThat(engine.told(TransitionEvent.class))
          .extracting(event -> event.transition().to())
          .containsExactly(ReportedState.INIT, ReportedState.BACKUP, ReportedState.MASTER);
    }
  }

  private static long failuresOfFirst(RunningEngine engine) {
    return engine.told(TransitionEvent.class).stream()
        .filter(event -> event.instance().equals("VI_1"))
        .filter(event -> event.transition().to() == ReportedState.FAULT)
        .count();
  }
}
