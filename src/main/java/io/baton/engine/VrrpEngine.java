package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.ScriptConfig;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// All virtual routers of this host. Event loop only.
public final class VrrpEngine {

  private static final Logger LOG = Logger.getLogger(VrrpEngine.class);
  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final EngineContext context;
  private final ChannelTable channels;
  private final List<InstanceRunner> runners = new ArrayList<>();
  private final Map<ChannelTable.Key, AdvertCounters> counters = new HashMap<>();
  private final Map<TrackerKey, TrackerResult> results = new HashMap<>();
  private final Map<Heard, List<InstanceRunner>> heardBy = new HashMap<>();
  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);
  private boolean retrying;

  /// Where advertisements of a virtual router are heard.
  private record Heard(ChannelTable.Key channel, Vrid vrid) {}

  public VrrpEngine(Loop loop, NetworkPort network, EventSink events) {
    this.context = new EngineContext(loop, network, events, new LinkTable());
    this.channels = new ChannelTable(network, this::onDatagram);
  }

  /// Takes up work.
  ///
  /// @param config validated
  /// @param links the interfaces that are there
  public void start(BatonConfig config, List<Link> links) {
    links.forEach(context.links()::put);
    Map<String, ScriptConfig> scripts =
        config.scripts().stream()
            .collect(Collectors.toMap(ScriptConfig::name, Function.identity()));
    for (var instance : config.instances()) {
      add(new InstanceRunner(InstanceSettings.of(instance, scripts), context, channels));
    }
    openChannels();
    for (var runner : runners) {
      runner.refresh(results);
      runner.accept(new RouterInput.Startup());
    }
  }

  private void add(InstanceRunner runner) {
    runners.add(runner);
    var heard = new Heard(runner.instance().channelKey(), runner.instance().vrid());
    heardBy.computeIfAbsent(heard, _ -> new ArrayList<>()).add(runner);
  }

  /// Every router resigns and takes its addresses away; then the channels are closed.
  public void shutdown() {
    runners.forEach(runner -> runner.accept(new RouterInput.Shutdown()));
    runners.stream().map(r -> r.instance().channelKey()).distinct().forEach(channels::close);
  }

  /// An interface is new or has changed.
  public void onLink(Link link) {
    context.links().put(link);
    openChannels();
    refresh(link.name());
  }

  /// An interface is gone.
  public void onLinkGone(String name) {
    context.links().remove(name);
    channels.closeInterface(name);
    refresh(name);
  }

  private void refresh(String interfaceName) {
    for (var runner : runners) {
      if (runner.instance().interfaces().contains(interfaceName)) {
        runner.refresh(results);
      }
    }
  }

  /// A tracker has a verdict.
  public void onTracker(TrackerResult result) {
    results.put(result.key(), result);
    for (var runner : runners) {
      if (runner.instance().checks().stream().anyMatch(c -> c.tracker().equals(result.key()))) {
        runner.refresh(results);
      }
    }
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
      context.loop().at(context.loop().nanoTime() + RETRY_NANOS, this::retryChannels);
    }
  }

  private void retryChannels() {
    retrying = false;
    if (channels.hasFailures()) {
      openChannels();
      runners.forEach(runner -> runner.refresh(results));
    }
  }

  private Map<ChannelTable.Key, ChannelSpec> wantedChannels() {
    var wanted = new LinkedHashMap<ChannelTable.Key, ChannelSpec>();
    for (var runner : runners) {
      var instance = runner.instance();
      var key = instance.channelKey();
      context
          .links()
          .find(key.interfaceName())
          .ifPresent(link -> wanted.merge(key, spec(link, instance), VrrpEngine::union));
    }
    return wanted;
  }

  private static ChannelSpec spec(Link link, InstanceSettings instance) {
    return new ChannelSpec(
        link, instance.config().family(), Set.of(instance.vrid()), instance.groups());
  }

  private static ChannelSpec union(ChannelSpec left, ChannelSpec right) {
    var vrids = new HashSet<Vrid>(left.vrids());
    vrids.addAll(right.vrids());
    var groups = new HashSet<InetAddress>(left.groups());
    groups.addAll(right.groups());
    return new ChannelSpec(left.link(), left.family(), vrids, groups);
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
        .tryPass(logKey, context.loop().nanoTime())
        .ifPresent(
            leftOut ->
                LOG.warnf(
                    "%s: packet of %s refused: %s, %s (%d more since the last such line)",
                    key.interfaceName(), source.getHostAddress(), refusal, detail, leftOut));
  }
}
