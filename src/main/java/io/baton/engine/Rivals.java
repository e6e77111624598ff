package io.baton.engine;

import io.baton.vrrp.IpText;
import io.baton.vrrp.Peer;
import io.baton.vrrp.RouterSettings;

/// Who else behaves as if it were Active while this router is: counted, told and logged. Event loop
/// only.
final class Rivals {

  private final InstanceEvents events;
  private final Warning warning;
  private final AnswerLimit answers = new AnswerLimit();
  private long advertisements;
  private long claims;

  /// @param warning logs each kind once a period
  Rivals(InstanceEvents events, Warning warning) {
    this.events = events;
    this.warning = warning;
  }

  long advertisements() {
    return advertisements;
  }

  long claims() {
    return claims;
  }

  /// An advertisement was heard while Active.
  void heard(Peer peer, RouterSettings settings) {
    if (peer.priority().isResign()) {
      return;
    }
    advertisements++;
    events.splitBrain(peer, settings, advertisements);
    if (peer.priority().value() < settings.priority().value()) {
      events.lowerPriorityHeard(peer, settings.priority());
    }
    warning.accept(
        "B207",
        "second active",
        "a second active router: %s, own priority %s at %s"
            .formatted(peer, settings.priority(), IpText.of(settings.primaryAddress())));
  }

  /// Whether a losing advertisement that was heard while Active is one too many to be answered.
  boolean isFlooding(Peer peer, RouterSettings settings, long intervalNanos) {
    boolean losing =
        !peer.priority().isResign()
            && !peer.address().equals(settings.primaryAddress())
            && !settings.isBeatenBy(peer);
    return losing && !answers.tryPass(peer, intervalNanos);
  }

  /// Somebody claims an address that we hold.
  void claimed(NetworkPort.Claim claim, String interfaceName) {
    claims++;
    events.conflict(claim.address(), claim.claimant(), interfaceName, claims);
    warning.accept(
        "B208",
        claim,
        "%s on %s is held here, and %s claims it too"
            .formatted(IpText.of(claim.address()), interfaceName, claim.claimant()));
  }
}
