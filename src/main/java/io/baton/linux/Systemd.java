package io.baton.linux;

import io.baton.engine.Loop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Tells systemd how the daemon is (sd_notify(3), `Type=notify-reload`), and feeds its watchdog
/// from the event loop itself: a loop that no longer turns is restarted.
///
/// Telling never blocks, and a message that is lost costs nothing but that message.
public final class Systemd implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Systemd.class);

  /// linux/un.h: UNIX_PATH_MAX, with the byte that ends the path.
  private static final int MOST_PATH_BYTES = 107;

  /// systemd advises to feed at half of the limit; more often costs next to nothing, and shows a
  /// freeze within this time whatever the limit.
  private static final Duration LONGEST_FEED_PERIOD = Duration.ofMillis(500);

  private final KernelSocket socket;
  private final byte[] address;
  private final Duration watchdog;
  private volatile boolean closed;

  private Systemd(KernelSocket socket, byte[] address, Duration watchdog) {
    this.socket = socket;
    this.address = address;
    this.watchdog = watchdog;
  }

  /// The service manager that started this process; empty when there is none.
  ///
  /// @param environment with `NOTIFY_SOCKET`, and `WATCHDOG_USEC` when there is a watchdog
  /// @param ownPid whom the watchdog is meant for, when `WATCHDOG_PID` says it
  public static Optional<Systemd> of(Map<String, String> environment, long ownPid) {
    String path = environment.getOrDefault("NOTIFY_SOCKET", "");
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    boolean known = path.startsWith("/") || path.startsWith("@");
    if (!known || bytes.length < 2 || bytes.length > MOST_PATH_BYTES) {
      return Optional.empty();
    }
    var socket = KernelSocket.openDatagram(KernelSocket.AF_UNIX, "NOTIFY_SOCKET");
    return Optional.of(
        new Systemd(socket, SocketAddresses.unix(bytes), watchdog(environment, ownPid)));
  }

  private static Duration watchdog(Map<String, String> environment, long ownPid) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String pid = environment.getOrDefault("WATCHDOG_PID", Long.toString(ownPid));
    if (!micros.matches("[0-9]{1,15}") || !pid.equals(Long.toString(ownPid))) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Long.parseLong(micros) * 1000);
  }

  /// The daemon is up.
  public void ready(String status) {
    tell("READY=1\nSTATUS=" + status);
  }

  /// A reload begins; `ready` ends it.
  public void reloading() {
    // CLOCK_MONOTONIC, which is what System.nanoTime reads on Linux.
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
  }

  public void stopping() {
    tell("STOPPING=1");
  }

  /// Feeds the watchdog from now on, as long as the loop turns. Nothing when there is none.
  public void feed(Loop loop) {
    if (watchdog.isPositive()) {
      var half = watchdog.dividedBy(2);
      var period = half.compareTo(LONGEST_FEED_PERIOD) < 0 ? half : LONGEST_FEED_PERIOD;
      loop.execute(() -> feed(loop, period.toNanos()));
    }
  }

  private void feed(Loop loop, long periodNanos) {
    if (!closed) {
      tell("WATCHDOG=1");
      loop.at(loop.nanoTime() + periodNanos, () -> feed(loop, periodNanos));
    }
  }

  private void tell(String message) {
    if (!socket.trySend(message.getBytes(StandardCharsets.UTF_8), address)) {
      LOG.debugf("systemd is not told %s: %s", message, Errno.describe(LibC.errno()));
    }
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }
}
