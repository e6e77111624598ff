package io.baton.engine;

import io.baton.vrrp.RouterInput;
import io.baton.vrrp.RouterState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What operators may have the instances do. Event loop only.
public final class OperatorOrders {

  /// A Backup is silent, so that the last word of a healthy one may be old.
  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private final VrrpEngine engine;

  OperatorOrders(VrrpEngine engine) {
    this.engine = engine;
  }

  /// The instance and those that change state together with it; empty for one that is not there.
  public List<String> together(String instance) {
    var runner = engine.find(instance);
    if (runner.isEmpty()) {
      return List.of();
    }
    return runner.get().group().map(g -> g.config().members()).orElse(List.of(instance));
  }

  /// Why an order to give up the role would leave nobody with it; empty when it would not.
  public Optional<String> whyNotGiveUp(List<String> instances) {
    return instances.stream()
        .flatMap(name -> engine.find(name).stream())
        .filter(r -> r.state() instanceof RouterState.Active)
        .filter(r -> r.peerHeardAgo().filter(ago -> ago.compareTo(LONGEST_SILENCE) < 0).isEmpty())
        .findFirst()
        .map(
            r ->
                "no other router of "
                    + r.name()
                    + " was heard, nobody would take over "
                    + r.instance().config().addresses()
                    + "; force it to do it all the same");
  }

  /// Active ones give up their role once, and with them those of their sync groups.
  public void resign(List<String> instances, String actor, String why) {
    for (var name : instances.stream().flatMap(i -> together(i).stream()).distinct().toList()) {
      engine.find(name).ifPresent(r -> r.accept(new RouterInput.OperatorResigned(actor, why)));
    }
  }

  /// Active ones announce their addresses once more.
  public void announce(String instance) {
    engine.find(instance).ifPresent(r -> r.accept(new RouterInput.AnnounceAsked()));
  }
}
