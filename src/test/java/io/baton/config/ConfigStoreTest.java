package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.vrrp.VirtualAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept survives a death at any step, and what is damaged is never overwritten.
class ConfigStoreTest {

  private static final int MOST_STEPS = 20;

  @TempDir private Path folder;

  /// The process dies.
  private static final class Death extends RuntimeException {}

  @Test
  void whatWasCommittedIsReadBack() throws IOException {
    // Given
    var store = new ConfigStore(folder);

    // When
    store.prepare(revision(7, 100), 6).commit();
    var loaded = new ConfigStore(folder).load();

    // Then
    assertThat(loaded.current()).contains(revision(7, 100));
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void whatWasOnlyPreparedDoesNotCount() throws IOException {
    // Given
    new ConfigStore(folder).prepare(revision(1, 100), 0).commit();

    // When
    new ConfigStore(folder).prepare(revision(2, 90), 1);

    // Then
    assertThat(new ConfigStore(folder).load().current()).contains(revision(1, 100));
  }

  @Test
  void aDeathAfterAnyStepLeavesTheOldOrTheNewRevision() throws IOException {
    // Given
    new ConfigStore(folder).prepare(revision(1, 101), 0).commit();
    boolean died = true;
    int steps = 0;

    // When
    while (died && steps < MOST_STEPS) {
      long before = new ConfigStore(folder).load().current().orElseThrow().revision();
      died = dies(new ConfigStore(folder, dyingAfter(++steps)), before);
      var after = new ConfigStore(folder).load();

      // Then
      assertThat(after.warnings()).isEmpty();
      assertThat(after.current().orElseThrow())
          .isIn(revision(before, 100 + (int) before), revision(before + 1, 101 + (int) before));
      if (!died) {
        assertThat(after.current().orElseThrow().revision()).isEqualTo(before + 1);
      }
    }
    assertThat(steps).isBetween(4, MOST_STEPS - 1);
  }

  @Test
  void aDamagedFileIsMovedAsideAndTheRevisionBeforeCounts() throws IOException {
    // Given
    new ConfigStore(folder).prepare(revision(1, 100), 0).commit();
    new ConfigStore(folder).prepare(revision(2, 90), 1).commit();
    var file = folder.resolve("managed.yaml");
    var damaged = Files.readString(file).replace("priority: 90", "priority: 91");
    Files.writeString(file, damaged);

    // When
    var loaded = new ConfigStore(folder).load();

    // Then
    assertThat(loaded.current()).contains(revision(1, 100));
    assertThat(loaded.warnings()).singleElement().asString().contains("is damaged");
    assertThat(folder.resolve("managed.yaml.damaged-1")).hasContent(damaged);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeAnythingChanges() throws IOException {
    // Given
    new ConfigStore(folder).prepare(revision(1, 100), 0).commit();
    Files.createDirectories(folder.resolve("managed.yaml.new").resolve("in the way"));

    // Then
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new ConfigStore(folder).prepare(revision(2, 90), 1));
    assertThat(new ConfigStore(folder).load().current()).contains(revision(1, 100));
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    // When
    new ConfigStore(folder).prepare(revision(1, 100), 0).commit();

    // Then
    assertThat(Files.getPosixFilePermissions(folder.resolve("managed.yaml"))).hasSize(2);
  }

  @Test
  void historyIsBounded() throws IOException {
    // When
    for (int i = 1; i <= ConfigStore.MOST_KEPT + 5; i++) {
      new ConfigStore(folder).prepare(revision(i, 100), i - 1L).commit();
    }

    // Then
    assertThat(new ConfigStore(folder).load().history()).hasSize(ConfigStore.MOST_KEPT);
  }

  private static Runnable dyingAfter(int steps) {
    var left = new AtomicInteger(steps);
    return () -> {
      if (left.decrementAndGet() == 0) {
        throw new Death();
      }
    };
  }

  private static boolean dies(ConfigStore store, long before) throws IOException {
    try {
      store.prepare(revision(before + 1, 101 + (int) before), before).commit();
      return false;
    } catch (Death e) {
      return true;
    }
  }

  private static StoredRevision revision(long number, int priority) {
    var instance =
        InstanceConfig.named("VI_1")
            .interfaceName("eth0")
            .virtualRouterId(51)
            .priority(priority)
            .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral("10.0.0.40"), 24)))
            .build();
    var config = new BatonConfig(GlobalConfig.DEFAULT, List.of(), List.of(instance));
    return new StoredRevision(
        number, Instant.EPOCH, "alice", "because", List.of("VI_1: priority 1 -> 2"), config);
  }
}
