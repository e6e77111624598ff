package io.baton.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.api.ChangeOutcome;
import io.baton.api.ChangeRequest;
import io.baton.api.OperatorActions.Order;
import io.baton.api.Revision;
import io.baton.config.BatonConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.YamlReader;
import io.baton.engine.EngineEvent;
import io.baton.engine.NodeEvent;
import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of the configuration, from files and over the API, on a node without a network.
class ConfigCoordinatorTest {

  private static final ChangeRequest.Meta META = ChangeRequest.Meta.of("alice", "because");

  private final FakeNode node = new FakeNode();
  private final Operators operators = new Operators(node);
  private final List<EngineEvent> told = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;
  private Path file;
  private ConfigCoordinator coordinator;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("baton.yaml");
    write(instance("VI_1", 51, 100));
    coordinator = restarted();
  }

  @AfterEach
  void stop() {
    coordinator.stop();
  }

  private ConfigCoordinator restarted() throws Exception {
    var validator = Validation.buildDefaultValidatorFactory().getValidator();
    var started = new ConfigCoordinator(node, operators, told::add, validator);
    Files.createDirectories(folder.resolve("state"));
    started.start(file, null, folder.resolve("state"), started.read(file));
    return started;
  }

  private void write(String text) throws IOException {
    Files.writeString(file, "instances:\n" + text);
  }

  private static String instance(String name, int vrid, int priority) {
    return """
      %s:
        interface: eth0
        virtualRouterId: %d
        priority: %d
        addresses: [10.0.0.%d/24]
    """
        .formatted(name, vrid, priority, vrid);
  }

  private static BatonConfig config(String name, int vrid, int priority) {
    return YamlReader.read("x.yaml", "instances:\n" + instance(name, vrid, priority)).config();
  }

  private ChangeOutcome manage(BatonConfig managed, ChangeRequest.Meta meta) {
    return coordinator.change(new ChangeRequest(_ -> managed, OptionalLong.empty(), meta));
  }

  @Test
  void aChangedFileIsAppliedAndTold() throws IOException {
    // Given
    write(instance("VI_1", 51, 90));

    // When
    var outcome = coordinator.reload("SIGHUP");

    // Then
    assertThat(outcome).isInstanceOf(ChangeOutcome.Applied.class);
    assertThat(node.running.instances().getFirst().priority()).isEqualTo(90);
    assertThat(told).singleElement().isInstanceOf(NodeEvent.ConfigApplied.class);
    assertThat(coordinator.current().revision()).isEqualTo(2);
    assertThat(coordinator.reload("SIGHUP")).isInstanceOf(ChangeOutcome.Unchanged.class);
  }

  @Test
  void aRenamedInstanceIsChangedInPlaceAndStaysDrained() throws IOException {
    // Given
    operators.start(folder.resolve("state"));
    var _ = operators.drain(Optional.of("VI_1"), new Order("alice", "", true), Optional.empty());
    write(instance("VI_NEW", 51, 100));

    // When
    var _ = coordinator.reload("SIGHUP");

    // Then
    assertThat(node.applied.getLast().lines())
        .singleElement()
        .asString()
        .startsWith("retune VI_NEW: was called VI_1");
    assertThat(node.drains).containsOnlyKeys("VI_NEW");
  }

  @Test
  void aBadFileChangesNothingAndIsTold() throws IOException {
    // Given
    var before = coordinator.current();
    write(instance("VI_1", 51, 999));

    // When
    var outcome = coordinator.reload("SIGHUP");

    // Then
    assertThat(outcome).isInstanceOf(ChangeOutcome.Invalid.class);
    assertThat(node.applied).isEmpty();
    assertThat(coordinator.current().effective()).isEqualTo(before.effective());
    assertThat(coordinator.current().lastRefused()).isPresent();
    assertThat(told).singleElement().isInstanceOf(NodeEvent.ConfigRefused.class);
  }

  @Test
  void aFileThatIsGoneChangesNothing() throws IOException {
    // Given
    Files.delete(file);

    // Then
    assertThat(coordinator.reload("SIGHUP")).isInstanceOf(ChangeOutcome.Invalid.class);
    assertThat(node.applied).isEmpty();
  }

  @Test
  void whatTheWorldRefusesIsNotKept() throws Exception {
    // Given
    node.failure = "EMFILE";

    // When
    var outcome = manage(config("VI_2", 52, 100), META);

    // Then
    assertThat(outcome).isInstanceOf(ChangeOutcome.Failed.class);
    assertThat(coordinator.current().managed()).isEqualTo(BatonConfig.EMPTY);
    assertThat(folder.resolve("state/managed.yaml")).doesNotExist();
    assertThat(folder.resolve("state/managed.yaml.new")).doesNotExist();
  }

  @Test
  void whatIsManagedAndItsHistoryWithChangesSurviveARestart() throws Exception {
    // Given
    var _ = manage(config("VI_2", 52, 100), META);
    write(instance("VI_1", 51, 90));
    var _ = coordinator.reload("SIGHUP");
    var before = coordinator.history();
    coordinator.stop();

    // When
    coordinator = restarted();

    // Then
    assertThat(node.names()).containsExactly("VI_1", "VI_2");
    assertThat(coordinator.current().revision()).isEqualTo(3);
    assertThat(coordinator.history()).isEqualTo(before).hasSize(2);
    assertThat(coordinator.history()).extracting(Revision::changes).doesNotContain(List.of());
  }

  @Test
  void whatStandsInAFileIsReadOnlyOverTheApi() {
    // When
    var outcome = manage(config("VI_1", 52, 100), META);

    // Then
    assertThat(outcome).isInstanceOf(ChangeOutcome.ReadOnly.class);
    assertThat(node.applied).isEmpty();
  }

  @Test
  void aFileThatTakesAManagedNameIsRefused() throws IOException {
    // Given
    var _ = manage(config("VI_2", 52, 100), META);
    write(instance("VI_1", 51, 100) + instance("VI_2", 53, 100));

    // Then
    assertThat(coordinator.reload("SIGHUP")).isInstanceOf(ChangeOutcome.ReadOnly.class);
    assertThat(node.names()).containsExactly("VI_1", "VI_2");
    assertThat(coordinator.current().lastRefused()).isPresent();
  }

  @Test
  void aChangeThatNobodyConfirmsIsUndone() {
    // Given
    var meta = new ChangeRequest.Meta("alice", "", false, Optional.of(Duration.ofMillis(50)));

    // When
    var outcome = manage(config("VI_2", 52, 100), meta);

    // Then
    assertThat(outcome).isInstanceOf(ChangeOutcome.Applied.class);
    Awaitility.await().until(() -> node.names().equals(List.of("VI_1")));
    Awaitility.await().until(() -> coordinator.current().pending().isEmpty());
    assertThat(coordinator.current().managed().instances()).isEmpty();
  }

  @Test
  void aReloadWaitsForTheConfirmationOfAChangeAndComesThen() throws IOException {
    // Given
    var meta = new ChangeRequest.Meta("alice", "", false, Optional.of(Duration.ofHours(1)));
    var _ = manage(config("VI_2", 52, 100), meta);
    write(instance("VI_1", 51, 90));

    // When
    var busy = coordinator.reload("SIGHUP");
    boolean confirmed = coordinator.confirm(coordinator.current().revision(), "alice");

    // Then
    assertThat(busy).isInstanceOf(ChangeOutcome.Busy.class);
    assertThat(confirmed).isTrue();
    Awaitility.await().until(() -> node.running.instances().getFirst().priority() == 90);
    assertThat(node.names()).containsExactly("VI_1", "VI_2");
  }

  @Test
  void theFirstFileOfAnEmptyFolderIsFoundByItself() throws Exception {
    // Given
    coordinator.stop();
    Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(file, "include: conf.d\n");
    coordinator = restarted();

    // When
    Files.writeString(
        folder.resolve("conf.d/one.yaml"), "instances:\n" + instance("VI_7", 57, 100));

    // Then
    Awaitility.await().until(() -> node.names().equals(List.of("VI_7")));
  }

  @Test
  void aStaleWishAndADryRunChangeNothing() {
    // Given
    var stale = new ChangeRequest(_ -> config("VI_2", 52, 100), OptionalLong.of(7), META);
    var dry = new ChangeRequest.Meta("alice", "", true, Optional.empty());

    // Then
    assertThat(coordinator.change(stale)).isEqualTo(new ChangeOutcome.Stale(1));
    assertThat(manage(config("VI_2", 52, 100), dry)).isInstanceOf(ChangeOutcome.Planned.class);
    assertThat(node.applied).isEmpty();
    assertThat(coordinator.current().managed())
        .isEqualTo(new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.<InstanceConfig>of()));
  }
}
