package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as it is shipped, under a service manager that is this test: it listens at the notify
/// socket as systemd does, with the watchdog of the unit.
@Timeout(120)
class ServiceManagerIT {

  private static final String WATCHDOG_MICROS = "3000000";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String FED = "WATCHDOG=1";

  @TempDir private Path folder;
  private final KernelSocket manager = KernelSocket.openDatagram(KernelSocket.AF_UNIX, "a test");
  private final List<String> heard = new ArrayList<>();
  private @Nullable Process daemon;

  @BeforeEach
  void needsPrivileges() {
    var missing = Privileges.missing();
    assumeTrue(
        missing.isEmpty(), () -> "KERNEL TESTS DID NOT RUN: this process " + missing.orElseThrow());
  }

  @AfterEach
  void close() {
    if (daemon != null) {
      daemon.destroyForcibly().onExit().join();
    }
    manager.close();
  }

  private Process start() throws IOException {
    var socket = folder.resolve("notify").toString();
    manager.bind(SocketAddresses.unix(socket.getBytes(StandardCharsets.UTF_8)));
    var config = Files.writeString(folder.resolve("baton.yaml"), "instances: {}\n");
    var state = folder.resolve("state").toString();
    var builder =
        new ProcessBuilder(
            "unshare",
            "--net",
            "bin/baton",
            "run",
            "--config",
            config.toString(),
            "--state-dir",
            state);
    builder.environment().put("NOTIFY_SOCKET", socket);
    builder.environment().put("WATCHDOG_USEC", WATCHDOG_MICROS);
    builder.environment().put("QUARKUS_HTTP_HOST_ENABLED", "false");
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  /// Everything since the last time.
  private List<String> listen() {
    var news = new ArrayList<String>();
    var buffer = new byte[1024];
    long length = LibC.recv(manager.fd(), buffer, buffer.length, KernelSocket.MSG_DONTWAIT);
    while (length > 0) {
      news.add(new String(buffer, 0, (int) length, StandardCharsets.UTF_8));
      length = LibC.recv(manager.fd(), buffer, buffer.length, KernelSocket.MSG_DONTWAIT);
    }
    heard.addAll(news);
    return news;
  }

  private void awaitHeard(String beginning, Duration most) {
    await(beginning)
        .atMost(most)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> listen().stream().anyMatch(message -> message.startsWith(beginning)));
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void itIsToldOfEveryStepAndTheWatchdogStarvesWithinASecondOfAFreeze()
      throws IOException, InterruptedException {
    // When
    Process started = start();
    daemon = started;

    // Then
    awaitHeard("READY=1", START);
    awaitHeard(FED, SOON);

    // When
    signal(started, "HUP");

    // Then
    await("a reload")
        .atMost(SOON)
        .until(
            () -> {
              listen();
              int began = indexOf("RELOADING=1\nMONOTONIC_USEC=", 0);
              return began > 0 && indexOf("READY=1", began) > began;
            });

    // When
    signal(started, "STOP");

    // Then
    await("starved")
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(2))
        .until(this::isHungry);

    // When
    signal(started, "CONT");

    // Then
    awaitHeard(FED, SOON);

    // When
    signal(started, "TERM");

    // Then
    assertThat(started.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(started.exitValue()).isZero();
    assertThat(listen()).contains("STOPPING=1");
  }

  private boolean isHungry() {
    return listen().isEmpty();
  }

  private int indexOf(String beginning, int from) {
    for (int i = from; i < heard.size(); i++) {
      if (heard.get(i).startsWith(beginning)) {
        return i;
      }
    }
    return -1;
  }
}
