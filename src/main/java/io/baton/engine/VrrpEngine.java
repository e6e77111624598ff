package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.StaticConfig;
import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.vrrp.RouterInput;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.Vrid;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.Datagram;
import io.baton.wire.DecodeResult;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// All virtual routers of this host. Event loop only.
public final class VrrpEngine {

  private static final Logger LOG = Logger.getLogger(VrrpEngine.class);
  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;
  private static final long RETRY_NANOS = 1_000_000_000L;

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
  private final Map<ChannelTable.Key, AdvertCounters> counters = new HashMap<>();
  private final Map<TrackerKey, TrackerResult> results = new HashMap<>();
  private final Map<Heard, List<InstanceRunner>> heardBy = new HashMap<>();
  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);
  private Map<String, EventNumbers> numbers = Map.of();
  private StaticConfig statics = StaticConfig.NONE;
  private boolean started;
  private boolean stopped;
  private boolean retrying;

  /// Where advertisements of a virtual router are heard.
  private record Heard(ChannelTable.Key channel, Vrid vrid) {}

  public VrrpEngine(Loop loop, NetworkPort network, EventSink events, EngineOptions options) {
    this.loop = loop;
    this.network = network;
    this.events = events;
    this.options = options;
    this.claims = new AddressClaims(loop, network, links);
    this.channels = new ChannelTable(network, this::onDatagram);
  }

  /// Goes on numbering events where an earlier life of the daemon stopped. Before `start`.
  public void resume(Map<String, EventNumbers> lastNumbers) {
    numbers = Map.copyOf(lastNumbers);
  }

  /// Takes up work.
  ///
  /// @param config validated
  /// @param presentLinks the interfaces that are there
  public void start(BatonConfig config, List<Link> presentLinks) {
    presentLinks.forEach(links::put);
    statics = config.statics();
    installStatics();
    addRunners(config);
    presentLinks.forEach(this::makeVirtualMacs);
    openChannels();
    var delay = config.global().startupDelay();
    if (delay.isZero()) {
      startRunners();
    } else {
      LOG.infof("starting in %s, as vrrp_startup_delay says", delay);
      loop.at(loop.nanoTime() + delay.toNanos(), this::startRunners);
    }
    if (options.deadManAddresses()) {
      loop.at(loop.nanoTime() + RENEW_NANOS, this::renew);
    }
  }

  private void addRunners(BatonConfig config) {
    var pacer = new FramePacer(loop, network);
    var context =
        new EngineContext(
            loop, network, events, options, config.global(), links, pacer, claims, numbers);
    var checks = new CheckTable(config);
    for (var instance : config.instances()) {
      var group = config.syncGroups().stream().filter(g -> g.members().contains(instance.name()));
      var all = new ArrayList<>(checks.resolve(instance.trackScripts(), instance.tracking()));
      var groups = group.toList();
      groups.forEach(g -> all.addAll(checks.resolve(g.trackScripts(), g.tracking())));
      add(
          new InstanceRunner(
              InstanceSettings.of(instance, all, !groups.isEmpty()), context, channels));
    }
    for (var group : config.syncGroups()) {
      var runner = new GroupRunner(group, context);
      runners.stream().filter(r -> group.members().contains(r.name())).forEach(r -> r.join(runner));
    }
  }

  private void startRunners() {
    started = true;
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

  private void installStatics() {
    tryStatic(() -> network.install(placedStatics(), 0), statics.addresses());
    tryStatic(() -> network.addRoutes(statics.routes()), statics.routes());
    tryStatic(() -> network.addRules(statics.rules()), statics.rules());
  }

  private void makeVirtualMacs(Link base) {
    for (var runner : runners) {
      if (runner.instance().config().interfaceName().equals(base.name())) {
        try {
          runner.instance().virtualMac(base).ifPresent(network::makeVirtualMac);
        } catch (PortException e) {
          LOG.errorf("%s: %s", runner.name(), e.getMessage());
        }
      }
    }
  }

  private void removeVirtualMacs() {
    for (var runner : runners) {
      try {
        links
            .find(runner.instance().config().interfaceName())
            .flatMap(base -> runner.instance().virtualMac(base))
            .ifPresent(network::removeVirtualMac);
      } catch (PortException e) {
        LOG.warnf("%s: %s", runner.name(), e.getMessage());
      }
    }
  }

  private void removeStatics() {
    tryStatic(() -> network.removeRules(statics.rules()), statics.rules());
    tryStatic(() -> network.removeRoutes(statics.routes()), statics.routes());
    tryStatic(() -> network.remove(placedStatics()), statics.addresses());
  }

  private static void tryStatic(Runnable task, List<?> objects) {
    if (objects.isEmpty()) {
      return;
    }
    try {
      task.run();
    } catch (PortException e) {
      LOG.warnf("static objects: %s", e.getMessage());
    }
  }

  private List<NetworkPort.PlacedAddress> placedStatics() {
    var placed = new ArrayList<NetworkPort.PlacedAddress>();
    for (var address : statics.addresses()) {
      links
          .find(String.valueOf(address.device()))
          .ifPresent(l -> placed.add(new NetworkPort.PlacedAddress(l.index(), address)));
    }
    return placed;
  }

  private void add(InstanceRunner runner) {
    runners.add(runner);
    for (var key : runner.instance().channelKeys()) {
      var heard = new Heard(key, runner.instance().vrid());
      heardBy.computeIfAbsent(heard, _ -> new ArrayList<>()).add(runner);
    }
  }

  /// Every router resigns and takes its addresses away; then the channels are closed.
  public void shutdown() {
    stopped = true;
    runners.forEach(runner -> runner.accept(new RouterInput.Shutdown()));
    runners.forEach(InstanceRunner::finish);
    claims.close();
    removeStatics();
    runners.stream()
        .flatMap(r -> r.instance().channelKeys().stream())
        .distinct()
        .forEach(channels::close);
    removeVirtualMacs();
  }

  /// An interface is new or has changed.
  public void onLink(Link link) {
    var before = links.find(link.name());
    links.put(link);
    openChannels();
    refresh(link.name());
    before.ifPresent(was -> runners.forEach(runner -> runner.restore(was, link)));
    if (before.filter(was -> was.index() == link.index()).isEmpty()) {
      installStatics();
      makeVirtualMacs(link);
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

  /// What all instances look like now.
  public List<InstanceStatus> status() {
    return runners.stream().map(InstanceRunner::status).toList();
  }

  /// What was heard on a channel and belongs to no instance, by reason.
  public Map<String, AdvertCounters.Snapshot> channelCounters() {
    var snapshots = new LinkedHashMap<String, AdvertCounters.Snapshot>();
    counters.forEach(
        (key, value) -> snapshots.put(key.interfaceName() + "/" + key.family(), value.snapshot()));
    return snapshots;
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
            .ifPresent(spec -> wanted.merge(key, spec, VrrpEngine::union));
      }
    }
    return wanted;
  }

  private static ChannelSpec union(ChannelSpec left, ChannelSpec right) {
    var vrids = new HashSet<Vrid>(left.vrids());
    vrids.addAll(right.vrids());
    var groups = new HashSet<InetAddress>(left.groups());
    groups.addAll(right.groups());
    return new ChannelSpec(left.link(), left.family(), vrids, groups, left.onlyFrom());
  }

  // ---- receiving ----

  private void onDatagram(ChannelTable.Key key, Datagram datagram) {
    switch (AdvertisementCodec.decode(datagram)) {
      case DecodeResult.Rejected(var reason, var detail) ->
          refuse(key, datagram.source(), Refusal.of(reason), detail);
      case DecodeResult.Decoded(var advertisement, _) -> {
        for (var runner : heardBy.getOrDefault(new Heard(key, advertisement.vrid()), List.of())) {
          runner.onAdvertisement(datagram, advertisement);
        }
      }
    }
  }

  private void refuse(ChannelTable.Key key, InetAddress source, Refusal refusal, String detail) {
    counters.computeIfAbsent(key, _ -> new AdvertCounters()).refused(refusal);
    var logKey = key + " " + refusal;
    logLimit
        .tryPass(logKey, loop.nanoTime())
        .ifPresent(
            leftOut ->
                LOG.warnf(
                    "%s: packet of %s refused: %s, %s (%d more since the last such line)",
                    key.interfaceName(), source.getHostAddress(), refusal, detail, leftOut));
  }
}
