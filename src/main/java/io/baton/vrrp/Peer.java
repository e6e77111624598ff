package io.baton.vrrp;

import java.net.InetAddress;

/// What was last heard of another router of the same virtual router.
///
/// @param heardAtNanos the monotonic clock when its advertisement was handled
public record Peer(InetAddress address, Priority priority, long heardAtNanos) {

  /// `10.0.0.36 at priority 80`.
  @Override
  public String toString() {
    return IpText.of(address) + " at priority " + priority;
  }
}
