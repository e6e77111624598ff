package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;

/// Two hosts on one network, and who of them has held an address when.
final class Pair implements AutoCloseable {

  /// What starting a process and looking every 20 ms cost, on two busy cores.
  static final double MARGIN = 0.4;

  /// For a daemon to start and win an election.
  static final double START = 60;

  private final Lan lan;
  private final Host first;
  private final Host second;

  Pair(Path folder) {
    lan = new Lan(folder);
    first = lan.host("a", 1);
    second = lan.host("b", 2);
  }

  Lan lan() {
    return lan;
  }

  Host first() {
    return first;
  }

  Host second() {
    return second;
  }

  private Host other(Host host) {
    return host == first ? second : first;
  }

  private boolean isOnlyOn(Host holder, String address) {
    return holder.holds(address) && !other(holder).holds(address);
  }

  /// Waits until a host holds the address, and the other one does not.
  void awaitHolder(String address, Host holder, double seconds) {
    explain(() -> Poll.until(address + " on " + holder, seconds, () -> isOnlyOn(holder, address)));
  }

  /// Waits until a host, and no other, has held the address for some time.
  void awaitSteadyHolder(String address, Host holder, double steady, double seconds) {
    explain(
        () ->
            Poll.during("address on " + holder, steady, seconds, () -> isOnlyOn(holder, address)));
  }

  private void explain(Runnable wait) {
    try {
      wait.run();
    } catch (RuntimeException e) {
      throw new AssertionError(
          e.getMessage() + "\n--- first:\n" + first.said() + "\n--- second:\n" + second.said(), e);
    }
  }

  AddressChange last(Host host, String address) {
    return host.changes(address).getLast();
  }

  /// From the first host's loss of the address to the second one's gain.
  Duration gap(String address) {
    Poll.until("both changes seen", 2, () -> !last(first, address).added());
    Poll.until("both changes seen", 2, () -> last(second, address).added());
    return Duration.between(last(first, address).at(), last(second, address).at());
  }

  /// The longest time for which both hosts held the address, in seconds, before a moment.
  double longestOverlap(String address, LocalDateTime until) {
    return Overlap.longest(first, second, address, LocalDateTime.MIN, until);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /// Every advertisement of some that was sent has a right checksum. Ends the capture.
  void assertNoBadChecksum(String some) {
    assertThat(lan.captured("vrrp.checksum.status == 1 && " + some)).isNotEmpty();
    assertThat(lan.captured("vrrp.checksum.status == 0 && " + some)).isEmpty();
  }

  @Override
  public void close() {
    lan.close();
  }
}
