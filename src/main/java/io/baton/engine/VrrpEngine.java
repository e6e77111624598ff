package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.Situation;
import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.vrrp.RouterInput;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// All virtual routers of this host. Event loop only.
public final class VrrpEngine {

  private static final Logger LOG = Logger.getLogger(VrrpEngine.class);
  private static final long RETRY_NANOS = 1_000_000_000L;

  /// How often it is looked whether all have left.
  private static final long LEFT_NANOS = 5_000_000L;

  /// A quarter of the shortest lifetime.
  private static final long RENEW_NANOS = 250_000_000L;

  private final Loop loop;
  private final NetworkPort network;
  private final EventSink events;
  private final EngineOptions options;
  private final LinkTable links = new LinkTable();
  private final ChannelTable channels;
  private final AddressClaims claims;
  private final List<InstanceRunner> runners = new ArrayList<>();
  private final Map<TrackerKey, TrackerResult> results = new HashMap<>();
  private final Reception reception;
  private final Lateness lateness = new Lateness();
  private final List<GroupRunner> groups = new ArrayList<>();
  private final AddressHolders holders = new AddressHolders();
  private final KnownNumbers known = new KnownNumbers();
  private final FramePacer pacer;
  private final Macvlans macvlans;
  private BatonConfig config = BatonConfig.EMPTY;
  private final StaticObjects statics;
  private Map<String, DrainOrder> drains = Map.of();
  private boolean started;
  private boolean stopped;
  private boolean retrying;

  public VrrpEngine(Loop loop, NetworkPort network, EventSink events, EngineOptions options) {
    this.loop = loop;
    this.network = network;
    this.events = events;
    this.options = options;
    this.claims = new AddressClaims(loop, network, links);
    this.pacer = new FramePacer(loop, network);
    this.macvlans = new Macvlans(loop, network, links, runners);
    this.statics = new StaticObjects(network, links);
    this.reception = new Reception(loop);
    this.channels = new ChannelTable(network, reception::onDatagram);
  }

  /// Goes on numbering events where an earlier life of the daemon stopped. Before `start`.
  public void resume(Map<String, EventNumbers> lastNumbers) {
    known.keep(lastNumbers);
  }

  /// Takes up work.
  ///
  /// @param initial validated
  /// @param presentLinks the interfaces that are there
  public void start(BatonConfig initial, List<Link> presentLinks) {
    presentLinks.forEach(links::put);
    use(initial);
    statics.change(config.statics());
    addRunners();
    presentLinks.forEach(macvlans::make);
    openChannels();
    var delay = config.global().startupDelay();
    if (delay.isZero()) {
      startRunners();
    } else {
      LOG.infof("B105 starting in %s, as vrrp_startup_delay says", delay);
      loop.at(loop.nanoTime() + delay.toNanos(), this::startRunners);
    }
    if (options.deadManAddresses()) {
      tellShortIntervals();
      loop.at(loop.nanoTime() + RENEW_NANOS, this::renew);
    }
  }

  /// The kernel's grain of a second is longer than two intervals of these.
  private void tellShortIntervals() {
    var names =
        runners.stream()
            .filter(r -> !r.instance().resumesWhileHeld() && !r.instance().held().isEmpty())
            .map(InstanceRunner::name)
            .toList();
    if (!names.isEmpty()) {
      LOG.infof(
          "B210 %d instances (%s) have intervals below half a second: after a freeze or kill -9 of"
              + " this daemon, two hosts may hold their addresses for up to two seconds",
          names.size(), String.join(", ", names.subList(0, Math.min(names.size(), 5))));
    }
  }

  private void addRunners() {
    var checks = new CheckTable(config);
    for (var instance : config.instances()) {
      add(new InstanceRunner(settings(config, checks, instance), context(), channels));
    }
    formGroups();
  }

  private GlobalConfig global() {
    return config.global();
  }

  private EngineContext context() {
    return new EngineContext(
        loop, network, events, options, this::global, links, pacer, claims, holders, known);
  }

  private static InstanceSettings settings(
      BatonConfig config, CheckTable checks, InstanceConfig instance) {
    var all = new ArrayList<>(checks.resolve(instance.trackScripts(), instance.tracking()));
    var of = config.syncGroups().stream().filter(g -> g.members().contains(instance.name()));
    var memberOf = of.toList();
    memberOf.forEach(g -> all.addAll(checks.resolve(g.trackScripts(), g.tracking())));
    return InstanceSettings.of(instance, all, !memberOf.isEmpty());
  }

  /// A group that was there before goes on with what it has told.
  void formGroups() {
    var before = List.copyOf(groups);
    before.forEach(group -> known.keep(group.name(), group.numbers()));
    groups.clear();
    runners.forEach(InstanceRunner::leaveGroup);
    for (var group : config.syncGroups()) {
      var runner = new GroupRunner(group, context());
      before.stream().filter(g -> g.config().name().equals(group.name())).forEach(runner::resume);
      groups.add(runner);
      runners.stream().filter(r -> group.members().contains(r.name())).forEach(r -> r.join(runner));
    }
  }

  // ---- orders of operators ----

  /// What operators may have the instances do.
  public OperatorOrders orders() {
    return new OperatorOrders(this);
  }

  List<InstanceRunner> runners() {
    return runners;
  }

  /// These instances, and only these, are out of service from now on, those that are still to be
  /// added too; `DrainOrder.EVERYBODY` stands for all others.
  public void drain(Map<String, DrainOrder> orders) {
    drains = Map.copyOf(orders);
    for (var runner : runners) {
      var order = DrainOrder.of(orders, runner.name());
      if (!runner.drained().equals(Optional.ofNullable(order))) {
        runner.drain(order);
        if (started) {
          runner.refresh(results);
        }
      }
    }
  }

  // ---- changes of the configuration ----

  /// How every instance stands, for a planner.
  public Map<String, Situation> situations() {
    var all = new HashMap<String, Situation>();
    runners.forEach(runner -> all.put(runner.name(), runner.situation()));
    return all;
  }

  /// Carries out a plan, all or nothing: everything that the world can refuse comes first and is
  /// taken back when it does. An instance that the plan does not name is not touched.
  public ApplyResult apply(ChangePlan plan) {
    return new Reconfiguration(this, network, plan).run();
  }

  InstanceSettings settingsIn(BatonConfig other, InstanceConfig instance) {
    return settings(other, new CheckTable(other), instance);
  }

  Optional<InstanceRunner> find(String name) {
    return runners.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  Optional<Link> link(String name) {
    return links.find(name);
  }

  /// Opens what the new instances need beside what is open; throws when one cannot be.
  void prepareChannels(List<InstanceSettings> coming) {
    for (var instance : coming) {
      for (var key : instance.channelKeys()) {
        links.find(key.interfaceName()).ifPresent(link -> prepare(instance, key, link));
      }
    }
  }

  private void prepare(InstanceSettings instance, ChannelTable.Key key, Link link) {
    var spec = instance.channelSpec(key, link);
    var wanted = wantedChannels().get(key);
    channels.open(key, wanted == null ? spec : wanted.and(spec));
    var failure = channels.failure(key);
    if (failure.isPresent() && link.up()) {
      throw new PortException(failure.get());
    }
  }

  void use(BatonConfig next) {
    config = next;
    lateness.follow(next);
  }

  /// Takes a runner out that has nothing more to tell.
  void drop(InstanceRunner runner) {
    runners.remove(runner);
    reception.remove(runner);
    known.keep(runner.name(), runner.numbers());
  }

  /// A new runner, whose events go on where the numbers of its name stand.
  InstanceRunner addNew(InstanceSettings settings) {
    var runner = new InstanceRunner(settings, context(), channels);
    add(runner);
    return runner;
  }

  /// Listens again where an instance is heard, after it was retuned.
  void reindex(InstanceRunner runner) {
    reception.remove(runner);
    reception.add(runner);
  }

  /// Whether its channel would not hear all that it needs.
  boolean needsOtherChannel(InstanceSettings next) {
    var all = wantedChannels();
    return next.channelKeys().stream().anyMatch(key -> needsOther(next, key, all.get(key)));
  }

  private boolean needsOther(
      InstanceSettings next, ChannelTable.Key key, @Nullable ChannelSpec wanted) {
    var link = links.find(key.interfaceName());
    return link.isPresent()
        && (wanted == null || !wanted.and(next.channelSpec(key, link.get())).equals(wanted));
  }

  boolean hasVirtualMac(NetworkPort.VirtualMac mac) {
    return macvlans.has(mac);
  }

  /// Only what the instances need now, after a change was given up.
  void tidyChannels() {
    openChannels();
    channels.closeOthers(wantedChannels().keySet());
  }

  void settleGroups() {
    groups.forEach(GroupRunner::settle);
  }

  void startNew(InstanceRunner runner) {
    if (started) {
      macvlans.await(runner, this::refreshLater);
      runner.refresh(results);
      runner.start();
    }
  }

  void retune(InstanceRunner runner, InstanceSettings next) {
    runner.retune(next, results);
  }

  /// Channels as the instances are now, and verdicts of trackers that are still there.
  void tidy(BatonConfig before) {
    tidyChannels();
    var known = new CheckTable(config);
    results.keySet().removeIf(key -> !known.knows(key));
    var order = config.instances().stream().map(InstanceConfig::name).toList();
    runners.sort(Comparator.comparingInt(r -> order.indexOf(r.name())));
    if (!before.statics().equals(config.statics())) {
      statics.change(config.statics());
    }
  }

  private void refreshLater(InstanceRunner runner) {
    if (!stopped && runners.contains(runner)) {
      runner.refresh(results);
    }
  }

  private void startRunners() {
    started = true;
    runners.forEach(runner -> macvlans.await(runner, this::refreshLater));
    runners.forEach(runner -> runner.refresh(results));
    runners.forEach(InstanceRunner::start);
  }

  /// One tick for all: each router renews when a third of its lifetime has passed.
  private void renew() {
    if (stopped) {
      return;
    }
    long now = loop.nanoTime();
    for (var runner : runners) {
      runner.tryRenew(now);
    }
    loop.at(now + RENEW_NANOS, this::renew);
  }

  private void add(InstanceRunner runner) {
    runners.add(runner);
    runner.drain(DrainOrder.of(drains, runner.name()));
    reception.add(runner);
  }

  /// Every router resigns. Those that were Active answer for their addresses until their successors
  /// are heard, or for as long as the longest of them may; then all is closed.
  ///
  /// @param done called once, at the end
  public void stop(Runnable done) {
    runners.forEach(runner -> runner.accept(new RouterInput.Shutdown()));
    closeWhenLeft(done);
  }

  private void closeWhenLeft(Runnable done) {
    if (!stopped && runners.stream().anyMatch(InstanceRunner::isHolder)) {
      loop.at(loop.nanoTime() + LEFT_NANOS, () -> closeWhenLeft(done));
    } else {
      shutdown();
      done.run();
    }
  }

  /// Every router resigns and takes its addresses away, without a hand-over; then the channels are
  /// closed.
  public void shutdown() {
    if (stopped) {
      return;
    }
    stopped = true;
    runners.forEach(InstanceRunner::end);
    runners.forEach(InstanceRunner::finish);
    claims.close();
    statics.remove();
    runners.stream()
        .flatMap(r -> r.instance().channelKeys().stream())
        .distinct()
        .forEach(channels::close);
    macvlans.remove();
    restoreSecondaries();
  }

  private void restoreSecondaries() {
    try {
      network.restoreSecondaries();
    } catch (PortException e) {
      LOG.warnf("B218 a setting of before is not put back: %s", e.getMessage());
    }
  }

  /// An interface is new or has changed.
  public void onLink(Link link) {
    var before = links.find(link.name());
    links.put(link);
    openChannels();
    refresh(link.name());
    before.ifPresent(was -> runners.forEach(runner -> runner.restore(was, link)));
    if (before.filter(was -> was.index() == link.index()).isEmpty()) {
      statics.install();
      macvlans.make(link);
    }
  }

  /// An interface is gone.
  public void onLinkGone(String name) {
    links.find(name).ifPresent(link -> claims.linkGone(link.index()));
    links.remove(name);
    channels.closeInterface(name);
    refresh(name);
  }

  private void refresh(String interfaceName) {
    for (var runner : runners) {
      if (started && runner.dependsOn(interfaceName)) {
        runner.refresh(results);
      }
    }
  }

  /// A tracker has a verdict.
  public void onTracker(TrackerResult result) {
    var before = results.put(result.key(), result);
    boolean news = before == null ? !result.good() : isOther(before, result);
    if (news) {
      events.emit(new NodeEvent.TrackerChanged(loop.now(), result));
    }
    for (var runner : runners) {
      if (started && runner.dependsOn(result.key())) {
        runner.refresh(results);
      }
    }
  }

  private static boolean isOther(TrackerResult before, TrackerResult now) {
    return before.good() != now.good() || before.value() != now.value();
  }

  /// A timer of the loop ran late.
  public void onLate(long lateNanos) {
    lateness.judge(lateNanos, loop.nanoTime()).ifPresent(text -> LOG.warnf("B213 %s", text));
  }

  /// What all instances look like now.
  public List<InstanceStatus> status() {
    return runners.stream().map(InstanceRunner::status).toList();
  }

  /// All of the engine as it is now.
  public EngineStatus snapshot() {
    var interfaces = new HashMap<String, Boolean>();
    runners.forEach(runner -> runner.addInterfaces(interfaces));
    var trackers = List.copyOf(results.values());
    var heard = channels.status(reception::refused);
    return new EngineStatus(started, status(), trackers, interfaces, heard);
  }

  // ---- channels ----

  private void openChannels() {
    for (var entry : wantedChannels().entrySet()) {
      channels.open(entry.getKey(), entry.getValue());
    }
    if (channels.hasFailures() && !retrying) {
      retrying = true;
      loop.at(loop.nanoTime() + RETRY_NANOS, this::retryChannels);
    }
  }

  private void refreshAll() {
    if (started) {
      runners.forEach(runner -> runner.refresh(results));
    }
  }

  private void retryChannels() {
    retrying = false;
    if (channels.hasFailures()) {
      openChannels();
      refreshAll();
    }
  }

  private Map<ChannelTable.Key, ChannelSpec> wantedChannels() {
    var wanted = new LinkedHashMap<ChannelTable.Key, ChannelSpec>();
    for (var runner : runners) {
      var instance = runner.instance();
      for (var key : instance.channelKeys()) {
        links
            .find(key.interfaceName())
            .map(link -> instance.channelSpec(key, link))
            .ifPresent(spec -> wanted.merge(key, spec, ChannelSpec::and));
      }
    }
    return wanted;
  }
}
