package io.baton.engine;

import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.GlobalConfig;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What may happen to a router while it hands over.
@ExtendWith(QuietEngine.class)
class LeavingTest {

  private static final InetAddress OTHER = InetAddress.ofLiteral("10.0.0.101");

  private final Segment segment = new Segment();
  private final SimulatedNode node = segment.node(1, config(instance(200)));

  @BeforeEach
  void becomeActive() {
    node.start();
    segment.pass(5);
  }

  private void resign() {
    node.order(engine -> engine.orders().resign(List.of("VI_1"), "alice", "test"));
  }

  @Test
  void itAnswersAndSaysSo() {
    // When
    resign();
    segment.pass(0.5);

    // Then
    assertThat(node.heldAddresses()).containsExactly(Segment.VIRTUAL);
    assertThat(status(node).state()).isEqualTo(ReportedState.MASTER);
    assertThat(status(node).reason()).startsWith("hands over");
    assertThat(node.events()).hasSize(2);
  }

  @Test
  void itsAddressesGoWhenNobodyTakesOver() {
    // When
    resign();
    segment.pass(1.09);
    var last = node.heldAddresses().size();
    segment.pass(0.05);

    // Then
    assertThat(last).isEqualTo(1);
    assertThat(node.heldAddresses()).isEmpty();
    assertThat(status(node).state()).isEqualTo(ReportedState.BACKUP);
  }

  @Test
  void aReloadGivesItTheAddressesOfTheNewConfigurationAndNobodyHearsOfThem() {
    // Given
    resign();
    segment.pass(0.3);
    int announced = node.announced().size();

    // When
    node.reload(config(instance(200).addresses(List.of(VirtualAddress.of(OTHER, 24)))));

    // Then
    assertThat(node.heldAddresses()).containsExactly(OTHER);
    assertThat(node.announced()).hasSize(announced);
    segment.pass(1);
    assertThat(node.heldAddresses()).isEmpty();
  }

  @Test
  void aReloadThatTakesItAwayEndsTheHandOver() {
    // Given
    resign();
    segment.pass(0.3);

    // When
    node.reload(new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of()));

    // Then
    assertThat(node.heldAddresses()).isEmpty();
  }

  @Test
  void aSecondOrderToEndLeavesNothing() {
    // Given
    node.stopGracefully();
    segment.pass(0.3);

    // When
    node.stop();

    // Then
    assertThat(node.isAlive()).isFalse();
    assertThat(node.heldAddresses()).isEmpty();
  }
}
