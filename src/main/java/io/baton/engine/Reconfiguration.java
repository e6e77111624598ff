package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.InstanceChange;
import io.baton.config.InstanceChange.Add;
import io.baton.config.InstanceChange.Remove;
import io.baton.config.InstanceChange.Replace;
import io.baton.config.InstanceChange.Retune;
import io.baton.config.InstanceConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// One plan carried out: first all that the world can refuse, with the way back for each step, then
/// what cannot fail. Of one use. Event loop only.
///
/// ```
/// open channels, make macvlans, set gained addresses     refused: everything back, nothing changed
///   -> resign and remove -> retune, lost addresses go -> groups -> start new ones -> tidy up
/// ```
final class Reconfiguration {

  private static final Logger LOG = Logger.getLogger(Reconfiguration.class);

  private final VrrpEngine engine;
  private final NetworkPort network;
  private final ChangePlan plan;
  private final List<String> outcomes = new ArrayList<>();
  private final Deque<Runnable> wayBack = new ArrayDeque<>();
  private final Set<NetworkPort.VirtualMac> kept = new HashSet<>();

  Reconfiguration(VrrpEngine engine, NetworkPort network, ChangePlan plan) {
    this.engine = engine;
    this.network = network;
    this.plan = plan;
  }

  ApplyResult run() {
    try {
      prepare();
    } catch (PortException e) {
      outcomes.add(String.valueOf(e.getMessage()));
      wayBack.forEach(Reconfiguration::attempt);
      engine.tidyChannels();
      return new ApplyResult(String.valueOf(e.getMessage()), outcomes);
    }
    carryOut();
    return new ApplyResult(null, outcomes);
  }

  private void prepare() {
    engine.prepareChannels(coming());
    for (var instance : coming()) {
      virtualMac(instance).ifPresent(this::makeVirtualMac);
    }
    for (var change : plan.instances()) {
      if (change instanceof Retune retune) {
        var runner = engine.find(retune.from().name()).orElseThrow();
        var next = settings(retune.to());
        wayBack.push(() -> runner.ungain(next));
        runner.gain(next);
      }
    }
  }

  private void makeVirtualMac(NetworkPort.VirtualMac virtualMac) {
    kept.add(virtualMac);
    if (!engine.hasVirtualMac(virtualMac)) {
      wayBack.push(() -> network.removeVirtualMac(virtualMac));
    }
    network.makeVirtualMac(virtualMac);
  }

  private Optional<NetworkPort.VirtualMac> virtualMac(InstanceSettings instance) {
    return engine.link(instance.config().interfaceName()).flatMap(instance::virtualMac);
  }

  private List<InstanceSettings> coming() {
    var coming = new ArrayList<InstanceSettings>();
    for (var change : plan.instances()) {
      switch (change) {
        case Add add -> coming.add(settings(add.to()));
        case Replace replace -> coming.add(settings(replace.to()));
        case Retune retune -> {
          if (engine.needsOtherChannel(settings(retune.to()))) {
            coming.add(settings(retune.to()));
          }
        }
        case Remove _ -> {}
      }
    }
    return coming;
  }

  private InstanceSettings settings(InstanceConfig instance) {
    return engine.settingsIn(plan.to(), instance);
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (PortException e) {
      LOG.warnf("B120 taking a change back: %s", e.getMessage());
    }
  }

  private void carryOut() {
    BatonConfig before = plan.from();
    engine.use(plan.to());
    var added = new ArrayList<InstanceRunner>();
    for (var change : plan.instances()) {
      switch (change) {
        case Remove remove -> remove(remove.name(), true);
        case Retune retune -> retune(retune);
        case Replace replace -> {
          remove(replace.name(), false);
          added.add(engine.addNew(settings(replace.to())));
        }
        case Add add -> added.add(engine.addNew(settings(add.to())));
      }
      outcomes.add(outcome(change));
    }
    if (!added.isEmpty() || concernsGroups()) {
      engine.formGroups();
    }
    engine.tidy(before);
    added.forEach(engine::startNew);
    if (concernsGroups()) {
      engine.settleGroups();
    }
  }

  private boolean concernsGroups() {
    boolean removed = plan.instances().stream().anyMatch(c -> c instanceof Remove);
    return removed || !plan.from().syncGroups().equals(plan.to().syncGroups());
  }

  private void remove(String name, boolean forGood) {
    var runner = engine.find(name).orElseThrow();
    runner.end();
    if (forGood) {
      runner.tellDeleted();
    }
    engine.drop(runner);
    virtualMac(runner.instance())
        .filter(mac -> !kept.contains(mac))
        .ifPresent(mac -> attempt(() -> network.removeVirtualMac(mac)));
  }

  private void retune(Retune change) {
    var runner = engine.find(change.from().name()).orElseThrow();
    engine.retune(runner, settings(change.to()));
    engine.reindex(runner);
  }

  private static String outcome(InstanceChange change) {
    return switch (change) {
      case Remove c -> c.name() + ": removed";
      case Retune c -> c.name() + ": changed in place";
      case Replace c -> c.name() + ": started anew";
      case Add c -> c.name() + ": added";
    };
  }
}
