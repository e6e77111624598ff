package io.baton.track;

import io.baton.config.CheckConfig.Ping;
import io.baton.vrrp.IpText;
import java.io.IOException;
import java.time.Duration;

/// Whether an ICMP echo is answered. With CAP_NET_RAW, which the daemon has, the JDK sends real
/// echo requests, compares identifier, sequence number and sender of the answers, and knows IPv6.
final class PingProbing implements Probing {

  private final Ping ping;
  private final String target;

  PingProbing(Ping ping) {
    this.ping = ping;
    target = IpText.of(ping.address());
  }

  @Override
  public Outcome probe(Duration limit) {
    try {
      return ping.address().isReachable(Texts.millis(limit))
          ? new Outcome(true, "echo from " + target)
          : new Outcome(false, Texts.within(silence(), limit));
    } catch (IOException e) {
      return new Outcome(false, "ping %s: %s".formatted(target, Texts.reason(e)));
    }
  }

  @Override
  public String silence() {
    return "no echo from " + target;
  }
}
