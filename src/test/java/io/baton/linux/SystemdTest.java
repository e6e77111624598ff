package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Loop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service manager that listens hears.
class SystemdTest {

  private static final long PID = 4711;

  @TempDir private Path folder;
  private final KernelSocket manager = KernelSocket.openDatagram(KernelSocket.AF_UNIX, "a test");
  private final HandLoop loop = new HandLoop();

  @AfterEach
  void close() {
    manager.close();
  }

  private String listen() {
    String path = folder.resolve("notify").toString();
    manager.bind(SocketAddresses.unix(path.getBytes(StandardCharsets.UTF_8)));
    return path;
  }

  private List<String> heard() {
    var heard = new ArrayList<String>();
    var buffer = new byte[1024];
    long length = LibC.recv(manager.fd(), buffer, buffer.length, KernelSocket.MSG_DONTWAIT);
    while (length > 0) {
      heard.add(new String(buffer, 0, (int) length, StandardCharsets.UTF_8));
      length = LibC.recv(manager.fd(), buffer, buffer.length, KernelSocket.MSG_DONTWAIT);
    }
    return heard;
  }

  @Test
  void theManagerHearsThatTheDaemonIsReadyReloadsAndStops() {
    // Given
    var systemd = Systemd.of(Map.of("NOTIFY_SOCKET", listen()), PID).orElseThrow();

    // When
    systemd.ready("2 instances");
    systemd.reloading();
    systemd.ready("3 instances");
    systemd.stopping();
    systemd.close();

    // Then
    var heard = heard();
    assertThat(heard).hasSize(4);
    assertThat(heard.get(0)).isEqualTo("READY=1\nSTATUS=2 instances");
    assertThat(heard.get(1)).matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+");
    assertThat(heard.get(3)).isEqualTo("STOPPING=1");
  }

  @Test
  void anAbstractNameIsReached() {
    // Given
    String name = "@baton-test-" + ProcessHandle.current().pid();
    manager.bind(SocketAddresses.unix(name.getBytes(StandardCharsets.UTF_8)));

    // When
    Systemd.of(Map.of("NOTIFY_SOCKET", name), PID).orElseThrow().ready("up");

    // Then
    assertThat(heard()).containsExactly("READY=1\nSTATUS=up");
  }

  @Test
  void theWatchdogIsFedTwiceAPeriodFromTheLoop() {
    // Given
    var environment = Map.of("NOTIFY_SOCKET", listen(), "WATCHDOG_USEC", "400000");
    var systemd = Systemd.of(environment, PID).orElseThrow();

    // When
    systemd.feed(loop);
    loop.runUntil(1_000_000_000L);
    systemd.close();
    loop.runUntil(2_000_000_000L);

    // Then
    assertThat(heard()).hasSize(6).containsOnly("WATCHDOG=1");
  }

  @Test
  void aLongLimitIsFedOftenEnoughToShowAFreezeWithinASecond() {
    // Given
    var environment = Map.of("NOTIFY_SOCKET", listen(), "WATCHDOG_USEC", "60000000");

    // When
    Systemd.of(environment, PID).orElseThrow().feed(loop);
    loop.runUntil(1_000_000_000L);

    // Then
    assertThat(heard()).hasSize(3);
  }

  @Test
  void aWatchdogForAnotherProcessIsLeftAlone() {
    // Given
    var environment =
        Map.of("NOTIFY_SOCKET", listen(), "WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "1");

    // When
    Systemd.of(environment, PID).orElseThrow().feed(loop);
    loop.runUntil(5_000_000_000L);

    // Then
    assertThat(heard()).isEmpty();
  }

  @Test
  void withoutAManagerThereIsNobodyToTell() {
    assertThat(Systemd.of(Map.of(), PID)).isEmpty();
    assertThat(Systemd.of(Map.of("NOTIFY_SOCKET", "relative"), PID)).isEmpty();
    assertThat(Systemd.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200)), PID)).isEmpty();
  }

  @Test
  void aManagerThatIsGoneDisturbsNobody() {
    // Given
    var systemd =
        Systemd.of(Map.of("NOTIFY_SOCKET", folder.resolve("none").toString()), PID).orElseThrow();

    // When
    systemd.ready("up");
    systemd.stopping();

    // Then
    assertThat(heard()).isEmpty();
  }

  /// A loop whose time passes by hand.
  private static final class HandLoop implements Loop {
    private record Due(long atNanos, Runnable task) {}

    private final List<Due> due = new ArrayList<>();
    private long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant now() {
      return Instant.ofEpochSecond(0, now);
    }

    @Override
    public Timer at(long deadlineNanos, Runnable task) {
      var timer = new Due(deadlineNanos, task);
      due.add(timer);
      return () -> due.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
      at(now, task);
    }

    void runUntil(long untilNanos) {
      for (var next = first(); next.atNanos() <= untilNanos; next = first()) {
        due.remove(next);
        now = Math.max(now, next.atNanos());
        next.task().run();
      }
      now = untilNanos;
    }

    private Due first() {
      return due.stream()
          .min(java.util.Comparator.comparingLong(Due::atNanos))
          .orElse(new Due(Long.MAX_VALUE, () -> {}));
    }
  }
}
