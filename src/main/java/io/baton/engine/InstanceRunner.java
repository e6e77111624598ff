package io.baton.engine;

import io.baton.config.Situation;
import io.baton.engine.NetworkPort.AdvertChannel;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Fault;
import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Reason;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.RouterAction;
import io.baton.vrrp.RouterInput;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.RouterState;
import io.baton.vrrp.Timers;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.Tracking;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.Transition;
import io.baton.wire.Datagram;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One virtual router at work: feeds inputs to the core, carries out its actions, keeps its timer.
/// Event loop only.
final class InstanceRunner {

  private static final Logger LOG = Logger.getLogger(InstanceRunner.class);
  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;

  private InstanceSettings instance;
  private final EngineContext context;
  private final ChannelTable channels;
  private InstanceLinks links;
  private final RouterPorts ports;
  private @Nullable Signing signing;
  private final AdvertCounters counters = new AdvertCounters();
  private final InstanceEvents events;
  private final DeadlineTimer timer;
  private final InstanceHealth health;
  private final Rivals rivals;
  private final Admission admission;
  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);

  private RouterSettings settings;
  private RouterState state = RouterState.Initialize.STOPPED;
  private Map<TrackerKey, TrackerResult> results = Map.of();
  private Map<Fault, String> own = Map.of();
  private Map<Fault, String> faults = Map.of();
  private @Nullable DrainOrder drain;
  private @Nullable GroupRunner group;
  private long renewedAtNanos;
  private @Nullable Peer lastHeard;
  private long restored;
  private Instant since;
  private String reason = "not started";

  InstanceRunner(InstanceSettings instance, EngineContext context, ChannelTable channels) {
    this.instance = instance;
    this.context = context;
    this.channels = channels;
    this.links = new InstanceLinks(instance, context.links());
    this.signing = Signing.of(instance.config()).orElse(null);
    this.ports = new RouterPorts(instance, context, links, this::channel, signing);
    this.events = new InstanceEvents(instance, context);
    this.rivals = new Rivals(events, this::warn);
    this.admission = new Admission(context, counters, events, this::warn);
    this.health = new InstanceHealth(context.links(), channels);
    this.timer = new DeadlineTimer(context.loop(), () -> accept(new RouterInput.TimerFired()));
    this.settings =
        instance.router(instance.basePriority(), instance.config().family().unspecifiedAddress());
    this.since = context.loop().now();
  }

  InstanceSettings instance() {
    return instance;
  }

  private @Nullable AdvertChannel channel() {
    return channels.find(instance.channelKey()).orElse(null);
  }

  /// A well-formed advertisement for this virtual router.
  void onAdvertisement(Datagram datagram, Advertisement advertisement) {
    if (!admission.admits(instance.filter(), signing, settings, datagram, advertisement)) {
      return;
    }
    long now = context.loop().nanoTime();
    var peer = new Peer(datagram.source(), advertisement.priority(), now);
    lastHeard = peer;
    if (state instanceof RouterState.Active) {
      rivals.heard(peer, settings);
      if (rivals.isFlooding(peer, settings, intervalNanos())) {
        admission.refuse(Refusal.TOO_MANY, datagram.source());
        return;
      }
    }
    counters.received(advertisement.priority().isResign(), now, intervalNanos());
    accept(new RouterInput.AdvertReceived(advertisement, datagram.source()));
  }

  private static String leftOut(long count) {
    return count == 0 ? "" : " (and " + count + " more times since the last such line)";
  }

  /// How it stands, for the impact of a change.
  Situation situation() {
    return new Situation(ReportedState.of(state), lastHeard);
  }

  EventNumbers numbers() {
    return events.numbers();
  }

  /// What an Active router will hold by other settings is set already, before anything is taken
  /// away; throws `PortException` when the world refuses.
  void gain(InstanceSettings next) {
    if (state instanceof RouterState.Active) {
      int seconds = context.options().deadManAddresses() ? next.lifetimeSeconds() : 0;
      portsOf(next).install(seconds);
    }
  }

  /// Takes back a `gain`.
  void ungain(InstanceSettings next) {
    if (state instanceof RouterState.Active) {
      var placed = portsOf(next).placed();
      var future = portsOf(next);
      future.use(instance, links, signing);
      attempt(() -> future.removeLost(next, placed));
    }
  }

  private RouterPorts portsOf(InstanceSettings other) {
    return new RouterPorts(
        other, context, new InstanceLinks(other, context.links()), this::channel, signing);
  }

  /// Goes on with other settings, after `gain`: the state and the timers are kept. A check that is
  /// new to a running router counts as good until it has answered.
  void retune(InstanceSettings next, Map<TrackerKey, TrackerResult> trackerResults) {
    var before = instance;
    var placedBefore = ports.placed();
    if (!Objects.equals(before.config().hmac(), next.config().hmac())) {
      signing = Signing.of(next.config()).orElse(null);
    }
    instance = next;
    links = new InstanceLinks(next, context.links());
    ports.use(next, links, signing);
    events.use(next);
    if (state.isHolder()) {
      attempt(() -> ports.removeLost(before, placedBefore));
    }
    if (state instanceof RouterState.Active && !before.held().equals(next.held())) {
      // Once more: the kernel knows one with another label or lifetime by the same name.
      perform(new RouterAction.InstallAddresses());
      perform(new RouterAction.AnnounceAddresses(1));
    }
    if (!(state instanceof RouterState.Initialize)) {
      health.excuse(before, instance, trackerResults);
    }
    refresh(trackerResults);
  }

  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (PortException e) {
      LOG.warnf("B206 %s: %s", name(), e.getMessage());
    }
  }

  /// Its time is over: it resigns, its addresses go at once, and no timer of its is left.
  void end() {
    settings = settings.withHandOver(false);
    accept(new RouterInput.Shutdown());
    timer.disarm();
  }

  /// Whether its addresses are held, by one that is Active or hands over.
  boolean isHolder() {
    return state.isHolder();
  }

  /// Out of service from now on, or in service again with null; `refresh` carries it out.
  void drain(@Nullable DrainOrder order) {
    drain = order;
  }

  Optional<DrainOrder> drained() {
    return Optional.ofNullable(drain);
  }

  /// How long ago a router that has not resigned was last heard; empty for never.
  Optional<Duration> peerHeardAgo() {
    return Optional.ofNullable(lastHeard)
        .filter(peer -> !peer.priority().isResign())
        .map(peer -> ago(peer.heardAtNanos()));
  }

  /// It is no longer configured (`notify_deleted`).
  void tellDeleted() {
    events.deleted();
  }

  void leaveGroup() {
    group = null;
  }

  void join(GroupRunner joined) {
    group = joined;
    joined.add(this);
  }

  Optional<GroupRunner> group() {
    return Optional.ofNullable(group);
  }

  /// What keeps it from taking part, leaving its sync group aside.
  Map<Fault, String> ownFaults() {
    return own;
  }

  void awaitMacvlan(boolean awaits) {
    health.awaitMacvlan(awaits);
  }

  /// Looks at interfaces and trackers again, and tells the core what changed.
  void refresh(Map<TrackerKey, TrackerResult> trackerResults) {
    results = health.withInterfaces(instance, trackerResults);
    var before = own;
    own = health.faults(instance, links, results, drain);
    tellFaults();
    if (group != null && !own.keySet().equals(before.keySet())) {
      group.refreshOthers(this);
    }
  }

  /// The faults of other members of the group have changed.
  void followGroup() {
    tellFaults();
  }

  /// Faults that came, then settings, then faults that went, so that no state flashes up between.
  private void tellFaults() {
    var before = faults;
    var now = new LinkedHashMap<>(own);
    if (group != null) {
      group.addFaults(this, now);
    }
    faults = now;
    now.forEach(
        (fault, evidence) -> {
          if (!before.containsKey(fault)) {
            accept(new RouterInput.FaultRaised(fault, evidence));
          }
        });
    retune();
    for (var fault : before.keySet()) {
      if (!now.containsKey(fault)) {
        accept(new RouterInput.FaultCleared(fault));
      }
    }
  }

  private void retune() {
    var previous = settings;
    var effective = Tracking.effective(instance.basePriority(), instance.checks(), results);
    var source = links.primaryAddress().orElse(previous.primaryAddress());
    var next = instance.router(effective, source);
    if (next.equals(previous)) {
      return;
    }
    settings = next;
    if (!effective.equals(previous.priority())) {
      LOG.infof("B203 %s: priority %s -> %s", name(), previous.priority(), effective);
      events.priorityChanged(previous.priority(), effective, terms());
    }
    accept(new RouterInput.SettingsChanged(previous));
  }

  /// Takes up work. Addresses that an earlier life left, and that only a daemon alive a moment ago
  /// can have renewed, mean that no backup has taken over yet.
  void start() {
    boolean resumes =
        context.options().deadManAddresses()
            && instance.resumesWhileHeld()
            && !instance.config().addresses().isEmpty()
            && links.holdAllOf(instance.held());
    accept(new RouterInput.Startup(resumes));
  }

  /// Extends the life of its addresses when that is due.
  void tryRenew(long now) {
    long period = instance.lifetimeSeconds() * 1_000_000_000L / 3;
    if (state.isHolder() && now - renewedAtNanos >= period && !ports.isBusy()) {
      perform(new RouterAction.InstallAddresses());
    }
  }

  /// What is left to be removed goes now.
  void finish() {
    ports.finish();
  }

  /// The addresses that are held while Active, where their interfaces are there.
  List<NetworkPort.PlacedAddress> placed() {
    return ports.placed();
  }

  /// Somebody else claims an address that we hold.
  void onClaim(NetworkPort.Claim claim, String interfaceName) {
    rivals.claimed(claim, interfaceName);
  }

  private void warn(String code, Object kind, String message) {
    logLimit
        .tryPass(kind, context.loop().nanoTime())
        .ifPresent(n -> LOG.warnf("%s %s: %s%s", code, name(), message, leftOut(n)));
  }

  boolean dependsOn(String interfaceName) {
    return instance.interfaces().contains(interfaceName)
        || instance.carrier().equals(interfaceName)
        || dependsOn(new TrackerKey(TrackerKey.Kind.INTERFACE, interfaceName));
  }

  /// The interfaces it depends on, and whether each is up.
  void addInterfaces(Map<String, Boolean> all) {
    health.addInterfaces(instance, all);
  }

  boolean dependsOn(TrackerKey tracker) {
    return instance.checks().stream().anyMatch(check -> check.tracker().equals(tracker));
  }

  private void install() {
    boolean mortal = context.options().deadManAddresses();
    ports.install(mortal ? instance.lifetimeSeconds() : 0);
    renewedAtNanos = context.loop().nanoTime();
  }

  /// Puts back what somebody took away, without giving up the role.
  void restore(Link before, Link now) {
    if (!(state instanceof RouterState.Active) || ports.isBusy()) {
      return;
    }
    var deleted = links.deleted(instance.held(), before, now);
    if (deleted.isEmpty()) {
      return;
    }
    restored += deleted.size();
    events.restored(deleted);
    LOG.warnf("B204 %s: somebody removed %s: put back", name(), deleted);
    perform(new RouterAction.InstallAddresses());
    perform(new RouterAction.AnnounceAddresses(1));
  }

  /// Takes one input through the core. An error of ours costs this instance its addresses, and
  /// nobody else anything.
  void accept(RouterInput input) {
    try {
      var core = context.options().core();
      var before = state;
      var step = core.step(settings, before, input, context.loop().nanoTime());
      state = step.state();
      step.actions().forEach(this::perform);
      tellHandOver(before);
      timer.arm(state.nextDeadlineNanos());
      context.claims().follow(this, state instanceof RouterState.Active);
    } catch (RuntimeException e) {
      failed(e);
    }
    if (group != null) {
      group.settle();
    }
  }

  private void tellHandOver(RouterState before) {
    if (state instanceof RouterState.Leaving now && !(before instanceof RouterState.Leaving)) {
      reason = "hands over: " + now.reason();
      LOG.infof(
          "B219 %s: resigned (%s); answers until its successor is heard, for %d ms at most",
          name(), now.reason(), Timers.handOver(settings) / 1_000_000);
    }
  }

  private void perform(RouterAction action) {
    try {
      switch (action) {
        case RouterAction.SendAdvertisement(Priority priority) -> advertise(priority);
        case RouterAction.InstallAddresses _ -> install();
        case RouterAction.RemoveAddresses _ -> ports.remove();
        case RouterAction.AnnounceAddresses(int rounds) -> ports.announce(rounds);
        case RouterAction.AnnounceElsewhere _ -> ports.announceElsewhere();
        case RouterAction.Report(Transition transition) -> report(transition);
      }
    } catch (PortException e) {
      warn("B206", action.getClass(), String.valueOf(e.getMessage()));
    }
  }

  /// On an interface known to be down or gone there is nothing to send and nothing to say.
  private void advertise(Priority priority) {
    if (links.own().filter(Link::up).isEmpty()) {
      counters.sendFailed();
      return;
    }
    try {
      ports.advertise(settings, priority);
      counters.sent(priority.isResign(), context.loop().nanoTime(), intervalNanos());
    } catch (PortException e) {
      counters.sendFailed();
      throw e;
    }
  }

  private long intervalNanos() {
    return settings.maxAdvertiseIntervalCs() * 10_000_000L;
  }

  private void report(Transition transition) {
    counters.stateChanged();
    since = context.loop().now();
    reason = transition.reason().toString();
    TransitionLog.tell(instance.config(), transition, settings.priority());
    events.transition(transition, groupName(), settings, terms(), since);
  }

  private @Nullable String groupName() {
    return group == null ? null : group.name();
  }

  private List<Term> terms() {
    return Tracking.terms(instance.checks(), results);
  }

  private void failed(RuntimeException error) {
    LOG.errorf(error, "B205 %s: internal error, giving up its addresses", name());
    timer.disarm();
    var from = ReportedState.of(state);
    var fault = new Fault(Fault.Kind.INTERNAL, name());
    state = new RouterState.Initialize(true, Set.of(fault));
    perform(new RouterAction.RemoveAddresses());
    context.claims().follow(this, false);
    report(
        new Transition(
            from, ReportedState.FAULT, new Reason.Faulted(fault, String.valueOf(error))));
  }

  /// What it looks like now.
  InstanceStatus status() {
    return new InstanceStatus(
        name(),
        instance.config().interfaceName(),
        groupName(),
        settings.vrid(),
        settings.version(),
        Duration.ofNanos(intervalNanos()),
        ReportedState.of(state),
        since,
        reason,
        instance.basePriority(),
        settings.priority(),
        terms(),
        faults.keySet().stream().map(Fault::toString).toList(),
        lastHeard == null ? null : lastHeard.toString(),
        lastHeard == null ? null : ago(lastHeard.heardAtNanos()),
        instance.config().addresses(),
        restored,
        rivals.advertisements(),
        rivals.claims(),
        ports.announced(),
        counters.snapshot(context.loop().nanoTime()));
  }

  private Duration ago(long nanos) {
    return Duration.ofNanos(context.loop().nanoTime() - nanos);
  }

  /// The state, for tests and invariants.
  RouterState state() {
    return state;
  }

  String name() {
    return instance.config().name();
  }
}
