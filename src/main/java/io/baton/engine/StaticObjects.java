package io.baton.engine;

import io.baton.config.StaticConfig;
import io.baton.engine.NetworkPort.PlacedAddress;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// The static addresses, routes and rules, which are there whoever is Active. Event loop only.
final class StaticObjects {

  private static final Logger LOG = Logger.getLogger(StaticObjects.class);

  private final NetworkPort network;
  private final LinkTable links;
  private StaticConfig present = StaticConfig.NONE;

  StaticObjects(NetworkPort network, LinkTable links) {
    this.network = network;
    this.links = links;
  }

  /// What is kept is not touched; what is new comes before what is old goes.
  void change(StaticConfig next) {
    install(minus(next, present));
    remove(minus(present, next));
    present = next;
  }

  /// Once more, for an interface that has come.
  void install() {
    install(present);
  }

  void remove() {
    remove(present);
  }

  private void install(StaticConfig some) {
    attempt(() -> network.install(placed(some), 0), some.addresses());
    attempt(() -> network.addRoutes(some.routes()), some.routes());
    attempt(() -> network.addRules(some.rules()), some.rules());
  }

  private void remove(StaticConfig some) {
    attempt(() -> network.removeRules(some.rules()), some.rules());
    attempt(() -> network.removeRoutes(some.routes()), some.routes());
    attempt(() -> network.remove(placed(some)), some.addresses());
  }

  private static void attempt(Runnable task, List<?> objects) {
    if (objects.isEmpty()) {
      return;
    }
    try {
      task.run();
    } catch (PortException e) {
      LOG.warnf("B217 static objects: %s", e.getMessage());
    }
  }

  private List<PlacedAddress> placed(StaticConfig some) {
    var placed = new ArrayList<PlacedAddress>();
    for (var address : some.addresses()) {
      links
          .find(String.valueOf(address.device()))
          .ifPresent(l -> placed.add(new PlacedAddress(l.index(), address)));
    }
    return placed;
  }

  private static StaticConfig minus(StaticConfig left, StaticConfig right) {
    return new StaticConfig(
        minus(left.addresses(), right.addresses()),
        minus(left.routes(), right.routes()),
        minus(left.rules(), right.rules()));
  }

  private static <T> List<T> minus(List<T> left, List<T> right) {
    return left.stream().filter(x -> !right.contains(x)).toList();
  }
}
