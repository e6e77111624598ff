package io.baton.engine;

import io.baton.vrrp.Peer;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// How many losing advertisements an Active router answers: RFC 9568 section 6.4.3 has each
/// answered at once, which lets anybody on the link make it flood the link. The first of a peer is
/// answered, and then one in a tenth of our interval; of all peers together eight in that time.
/// Event loop only.
final class AnswerLimit {

  private static final int PART_OF_INTERVAL = 10;
  private static final int MOST_PEERS = 8;

  private final Map<InetAddress, Long> answeredAt = new HashMap<>();

  /// Whether a losing advertisement is answered.
  boolean tryPass(Peer peer, long intervalNanos) {
    long now = peer.heardAtNanos();
    long pause = intervalNanos / PART_OF_INTERVAL;
    answeredAt.values().removeIf(at -> now - at >= pause);
    if (answeredAt.size() >= MOST_PEERS || answeredAt.containsKey(peer.address())) {
      return false;
    }
    answeredAt.put(peer.address(), now);
    return true;
  }
}
