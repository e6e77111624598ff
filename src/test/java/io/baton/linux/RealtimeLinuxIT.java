package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real-time scheduling of the threads of this process, as /proc shows it.
class RealtimeLinuxIT {

  private static final int SCHED_OTHER = 0;

  private final Vertx vertx = Vertx.vertx();
  private final EngineLoop loop = new EngineLoop(vertx);

  @AfterEach
  void backToOrdinaryScheduling() {
    loop.close();
    vertx.close();
    for (var thread : threads()) {
      int id = Integer.parseInt(thread.getFileName().toString());
      var _ = LibC.sched_setscheduler(id, SCHED_OTHER, KernelSocket.words(0));
    }
  }

  @Test
  void theLoopHasItsPriorityAndAllOtherThreadsTheLowest() {
    // Given
    int thread = onLoop();

    // When
    var refused = Realtime.schedule(loop, 20);
    assumeTrue(refused.isEmpty(), refused::orElseThrow);

    // Then
    assertThat(priority(thread)).isEqualTo("20");
    assertThat(
            threads().stream()
                .filter(path -> !path.endsWith(String.valueOf(thread)))
                .flatMap(path -> policyAndPriority(path).stream())
                .distinct())
        .containsExactly("2 1");
  }

  @Test
  void aThreadThatTheLoopStartsDoesNotInheritItsPriority() {
    // Given
    var refused = Realtime.schedule(loop, 20);
    assumeTrue(refused.isEmpty(), refused::orElseThrow);
    var child = new CompletableFuture<String>();

    // When
    loop.execute(() -> Thread.ofPlatform().start(() -> child.complete(priority(LibC.gettid()))));

    // Then
    assertThat(child.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("0");
  }

  @Test
  void memoryIsLockedOrTheReasonIsTold() throws IOException {
    // Given
    // When
    var refused = Realtime.lockMemory();

    // Then
    var locked =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmLck:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElseThrow();
    if (refused.isEmpty()) {
      assertThat(Long.parseLong(locked)).isPositive();
    } else {
      assertThat(refused.orElseThrow()).contains("lock the memory of this process: E");
    }
  }

  @Test
  void aPriorityOfOtherThreadsOrBeyondIsRefused() {
    // Given
    // When
    // Then
    assertThatIllegalArgumentException().isThrownBy(() -> Realtime.schedule(loop, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Realtime.schedule(loop, 100));
  }

  private int onLoop() {
    var thread = new CompletableFuture<Integer>();
    loop.execute(() -> thread.complete(LibC.gettid()));
    return thread.orTimeout(5, TimeUnit.SECONDS).join();
  }

  private static List<Path> threads() {
    var threads = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      entries.forEach(threads::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return threads;
  }

  private static String priority(int thread) {
    return policyAndPriority(Path.of("/proc/self/task", String.valueOf(thread)))
        .orElseThrow()
        .replaceFirst("^\\S+ ", "");
  }

  /// proc_pid_stat(5): field 40 is the real-time priority, 41 the policy; the second field may hold
  /// blanks. Empty for a thread that has ended.
  private static Optional<String> policyAndPriority(Path thread) {
    try {
      var stat = Files.readString(thread.resolve("stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(fields[38] + " " + fields[37]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
