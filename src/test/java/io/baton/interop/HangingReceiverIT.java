package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A receiver takes a request in and does not answer for a minute. A second daemon on the same
/// machine, none of whose receivers hangs, says what the machine itself does to timers.
@Timeout(240)
class HangingReceiverIT {

  private static final Logger LOG = Logger.getLogger(HangingReceiverIT.class);
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final double INTERVAL = 100;

  /// Between two events.
  private static final long PAUSE_NANOS = 400_000_000;

  /// What two daemons on a busy machine may differ by, in milliseconds.
  private static final double NOISE = 5;

  @TempDir private Path folder;
  private Lan lan;
  private Side hanging;
  private Side control;

  @BeforeEach
  void start() throws IOException {
    lan = new Lan(folder);
    hanging = new Side("a", 1);
    control = new Side("b", 2);
    hanging.start();
    control.start();
  }

  @AfterEach
  void removeAll() throws IOException {
    hanging.close();
    control.close();
    lan.close();
  }

  @Test
  void aMinuteOfHangingChangesNeitherTheIntervalNorTheDelayOfAnother() throws Exception {
    // Given
    hanging.pager.hang();
    var from = Instant.now();
    var until = from.plus(HANG);

    // When
    for (int i = 1; Instant.now().isBefore(until); i++) {
      hanging.write(i % 50);
      control.write(i % 50);
      LockSupport.parkNanos(PAUSE_NANOS);
    }

    // Then
    var hung = hanging.pager.taken().getLast();
    assertThat(hung.at()).as("nothing more than one event").isLessThan(from.toEpochMilli() + 3000);
    hanging.pager.answer();
    Poll.until("the rest is delivered", 30, () -> hanging.behind() == 0 && control.behind() == 0);
    assertThat(hanging.pager.taken().size()).isGreaterThan(100);
    assertTheSameDelay(from, until);
    assertTheSameIntervals(from, until);
  }

  private void assertTheSameDelay(Instant from, Instant until) throws IOException {
    var during = hanging.delays(from, until);
    var without = control.delays(from, until);
    LOG.infof("delay of the other destination: %s; without a hanging one: %s", during, without);
    assertThat(during.sorted()).hasSizeGreaterThan(100);
    assertThat(during.quantile(0.5)).isLessThan(without.quantile(0.5) + 20);
    assertThat(during.quantile(0.9)).isLessThan(2 * without.quantile(0.9) + 50);
    assertThat(during.quantile(1)).isLessThan(HANG.toMillis() / 10.0);
  }

  private void assertTheSameIntervals(Instant from, Instant until) {
    var during = hanging.intervals(from, until);
    var without = control.intervals(from, until);
    LOG.infof("distance from the interval of 100 ms, with a hanging receiver: %s", during);
    LOG.infof("%s", during.histogram());
    LOG.infof("the same without one, at the same time: %s", without);
    LOG.infof("%s", without.histogram());
    // A machine that stands still costs both the same.
    assertThat(during.sorted().size()).isBetween(without.sorted().size() - 20, 610);
    assertThat(during.quantile(0.5)).isLessThan(without.quantile(0.5) + 0.5);
    assertThat(during.quantile(0.9)).isLessThan(without.quantile(0.9) + NOISE);
    assertThat(during.quantile(0.98)).isLessThan(without.quantile(0.98) + 2 * NOISE);
  }

  /// A daemon that is always Active and tells two receivers of its priority.
  private final class Side implements AutoCloseable {
    private final String name;
    private final int number;
    private final Host host;
    private final Hook pager;
    private final Hook archive;

    Side(String name, int number) {
      this.name = name;
      this.number = number;
      this.host = lan.host(name, number);
      this.pager = new Hook(host, folder, "pager-" + name, 9001);
      this.archive = new Hook(host, folder, "archive-" + name, 9002);
    }

    void start() throws IOException {
      write(0);
      pager.on();
      archive.on();
      pager.awaitListening();
      archive.awaitListening();
      host.startBaton("baton.yaml", config());
      Poll.until(name + " is active", 60, () -> host.holds("10.9.0.10" + number));
      Poll.until(name + " has told", 30, () -> behind() == 0 && !archive.taken().isEmpty());
    }

    private Path tracked() {
      return folder.resolve("tracked-" + name);
    }

    void write(int value) throws IOException {
      Files.writeString(tracked(), value + "\n");
    }

    private String config() {
      return """
      files: {load: {path: "%s"}}
      notifiers:
        pager: { webhook: { url: "%s", timeout: 60s } }
        archive: { webhook: { url: "%s" } }
      instances:
        VI:
          { interface: eth0, virtualRouterId: %d, version: 3, advertInterval: 100ms,
            addresses: [10.9.0.10%d/24], track: { files: [load] } }
      """
          .formatted(tracked(), pager.url(), archive.url(), 50 + number, number);
    }

    /// How many events one of the destinations has still to get.
    long behind() {
      long behind = 0;
      var outbox = new Rest(host, host.stateDir()).get("outbox").json();
      for (var destination : outbox.path("destinations")) {
        behind += destination.path("backlog").asLong();
      }
      return behind;
    }

    Spread delays(Instant from, Instant until) throws IOException {
      return Spread.of(
          archive.taken().stream()
              .filter(taken -> taken.at() > from.toEpochMilli())
              .filter(taken -> taken.at() < until.toEpochMilli())
              .map(taken -> (double) taken.delayMillis())
              .toList());
    }

    /// By the kernel's time stamps of the capture.
    Spread intervals(Instant from, Instant until) {
      var filter =
          "vrrp.virt_rtr_id == %d && frame.time_epoch >= %.3f && frame.time_epoch <= %.3f"
              .formatted(50 + number, from.toEpochMilli() / 1e3, until.toEpochMilli() / 1e3);
      return Spread.ofIntervals(lan.times(filter), INTERVAL);
    }

    @Override
    public void close() throws IOException {
      LOG.debug(host.said());
      for (var hook : List.of(pager, archive)) {
        hook.close();
      }
    }
  }
}
