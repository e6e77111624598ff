package io.baton.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The macvlans of the instances with virtual MAC addresses: made when their base is there, and
/// given time to come up. Event loop only.
final class Macvlans {

  private static final Logger LOG = Logger.getLogger(Macvlans.class);

  /// How long after the start of an instance its macvlan may take.
  private static final long COMING_NANOS = 1_000_000_000L;

  private final Loop loop;
  private final NetworkPort network;
  private final LinkTable links;
  private final List<InstanceRunner> runners;

  /// @param runners all instances, as they come and go
  Macvlans(Loop loop, NetworkPort network, LinkTable links, List<InstanceRunner> runners) {
    this.loop = loop;
    this.network = network;
    this.links = links;
    this.runners = runners;
  }

  void make(Link base) {
    for (var runner : runners) {
      if (runner.instance().config().interfaceName().equals(base.name())) {
        try {
          runner.instance().virtualMac(base).ifPresent(network::makeVirtualMac);
        } catch (PortException e) {
          LOG.errorf("B206 %s: %s", runner.name(), e.getMessage());
        }
      }
    }
  }

  void remove() {
    for (var runner : runners) {
      try {
        of(runner.instance()).ifPresent(network::removeVirtualMac);
      } catch (PortException e) {
        LOG.warnf("B206 %s: %s", runner.name(), e.getMessage());
      }
    }
  }

  /// Whether an instance has it.
  boolean has(NetworkPort.VirtualMac mac) {
    return runners.stream().anyMatch(r -> of(r.instance()).equals(Optional.of(mac)));
  }

  private Optional<NetworkPort.VirtualMac> of(InstanceSettings instance) {
    return links.find(instance.config().interfaceName()).flatMap(instance::virtualMac);
  }

  /// A macvlan that was just made is no failure before it has had its time.
  ///
  /// @param refresh looks at an instance again
  void await(InstanceRunner runner, Consumer<InstanceRunner> refresh) {
    var config = runner.instance().config();
    boolean base = links.find(config.interfaceName()).filter(Link::up).isPresent();
    if (config.virtualMac() != null && base) {
      runner.awaitMacvlan(true);
      loop.at(
          loop.nanoTime() + COMING_NANOS,
          () -> {
            runner.awaitMacvlan(false);
            refresh.accept(runner);
          });
    }
  }
}
