package io.baton.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.api.OperatorActions.Drain;
import io.baton.api.OperatorActions.Order;
import io.baton.api.OperatorActions.Outcome;
import io.baton.config.BatonConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.engine.DrainOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders of operators, and what of them outlives the daemon.
class OperatorsTest {

  private static final Order ORDER = new Order("alice | bob", "new disk\nand = more", false);

  private final FakeNode node = new FakeNode();

  @TempDir private Path folder;

  private Operators started() {
    var operators = new Operators(node);
    operators.start(folder);
    return operators;
  }

  private void has(String... instances) {
    var all = Arrays.stream(instances).map(n -> InstanceConfig.named(n).virtualRouterId(1).build());
    node.running = new BatonConfig(GlobalConfig.DEFAULT, List.of(), all.toList());
  }

  @Test
  void aDrainSurvivesARestartWithWhoAndWhy() {
    // Given
    has("VI_1", "VI_2");
    var before = started();
    var _ = before.drain(Optional.of("VI_1"), ORDER, Optional.of(Duration.ofDays(1)));

    // When
    var after = started();

    // Then
    assertThat(node.drains).containsOnlyKeys("VI_1");
    assertThat(after.drains()).isEqualTo(before.drains()).hasSize(1);
    assertThat(after.drains().getFirst().reason()).isEqualTo("new disk and = more");
    assertThat(after.drains().getFirst().actor()).isEqualTo("alice   bob");
  }

  @Test
  void aDrainOfTheNodeIsForInstancesThatAreStillToComeToo() {
    // Given
    has("VI_1");
    var operators = started();
    var _ = operators.drain(Optional.empty(), ORDER, Optional.empty());

    // When
    has("VI_1", "VI_2");

    // Then
    assertThat(node.drains).containsOnlyKeys(DrainOrder.EVERYBODY);
    assertThat(operators.drains()).extracting(Drain::instance).containsExactly("VI_1", "VI_2");
    assertThat(started().drains()).hasSize(2);
  }

  @Test
  void oneInstanceOfADrainedNodeCanTakePartAgain() {
    // Given
    has("VI_1", "VI_2");
    var operators = started();
    var _ = operators.drain(Optional.empty(), ORDER, Optional.empty());

    // When
    var _ = operators.undrain(Optional.of("VI_1"), ORDER);

    // Then
    assertThat(node.drains).containsOnlyKeys("VI_2");
    var done = (Outcome.Done) operators.undrain(Optional.empty(), ORDER);
    assertThat(done.instances()).containsExactly("VI_2");
    assertThat(node.drains).isEmpty();
  }

  @Test
  void aDrainEndsByItself() {
    // Given
    has("VI_1", "VI_2");
    var operators = started();
    var _ = operators.drain(Optional.of("VI_2"), ORDER, Optional.empty());

    // When
    var _ = operators.drain(Optional.of("VI_1"), ORDER, Optional.of(Duration.ofMillis(1)));

    // Then
    Awaitility.await().until(() -> !node.drains.containsKey("VI_1"));
    assertThat(operators.drains()).extracting(Drain::instance).containsExactly("VI_2");
  }

  @Test
  void whatNobodyWouldTakeOverIsDrainedByForceOnly() {
    // Given
    has("VI_1");
    node.objection = "nobody would take over";
    var operators = started();

    // When
    var refused = operators.drain(Optional.of("VI_1"), ORDER, Optional.empty());
    var forced = new Order("alice", "", true);
    var done = operators.drain(Optional.of("VI_1"), forced, Optional.empty());

    // Then
    assertThat(refused).isEqualTo(new Outcome.Refused("nobody would take over"));
    assertThat(done).isInstanceOf(Outcome.Done.class);
    assertThat(operators.drain(Optional.of("VI_9"), ORDER, Optional.empty()))
        .isEqualTo(new Outcome.Unknown("VI_9"));
  }

  @Test
  void whatCannotBeKeptIsNotDone() throws IOException {
    // Given
    has("VI_1");
    var operators = started();
    Files.createDirectories(folder.resolve("drains.properties.new").resolve("in the way"));

    // When
    var outcome = operators.drain(Optional.of("VI_1"), ORDER, Optional.empty());

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(node.drains).isEmpty();
    assertThat(operators.drains()).isEmpty();
  }

  @Test
  void aDamagedFileDrainsNobody() throws IOException {
    // Given
    var since = "2026-01-01T00\\:00\\:00Z||alice|why";
    Files.writeString(folder.resolve("drains.properties"), "VI_1=" + since + "\nVI_2=no\n");

    // Then
    assertThat(started().drains()).isEmpty();
    assertThat(node.drains).isEmpty();
  }
}
