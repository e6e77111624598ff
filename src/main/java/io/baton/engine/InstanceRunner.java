package io.baton.engine;

import io.baton.engine.Loop.Timer;
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
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.Tracking;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualRouter;
import io.baton.wire.Datagram;
import io.baton.wire.HmacDecision;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One virtual router at work: feeds inputs to the core, carries out its actions, keeps its timer.
/// Event loop only.
final class InstanceRunner {

  private static final Logger LOG = Logger.getLogger(InstanceRunner.class);
  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;

  private final InstanceSettings instance;
  private final EngineContext context;
  private final ChannelTable channels;
  private final InstanceLinks links;
  private final RouterPorts ports;
  private final @Nullable Signing signing;
  private final AdvertCounters counters = new AdvertCounters();
  private final InstanceEvents events;
  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);

  private RouterSettings settings;
  private RouterState state = RouterState.Initialize.STOPPED;
  private Map<TrackerKey, TrackerResult> results = Map.of();
  private Map<Fault, String> own = Map.of();
  private Map<Fault, String> faults = Map.of();
  private @Nullable GroupRunner group;
  private long renewedAtNanos;
  private @Nullable Timer timer;
  private long timerAtNanos = RouterState.NEVER;
  private @Nullable Peer lastHeard;
  private final AnswerLimit answers = new AnswerLimit();
  private long restored;
  private long conflicts;
  private long claimed;
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
    var refusal = instance.filter().refusal(settings, datagram, advertisement);
    if (refusal.isPresent()) {
      if (refusal.get() == Refusal.INTERVAL_MISMATCH) {
        events.intervalMismatch(datagram.source(), advertisement, settings);
      }
      refuse(refusal.get(), datagram.source());
      return;
    }
    if (signing != null && !isAuthentic(signing, datagram, advertisement)) {
      return;
    }
    long now = context.loop().nanoTime();
    var peer = new Peer(datagram.source(), advertisement.priority(), now);
    lastHeard = peer;
    noteSecondActive(peer);
    if (state instanceof RouterState.Active
        && VirtualRouter.isLosing(settings, peer)
        && !answers.tryPass(peer, intervalNanos())) {
      refuse(Refusal.TOO_MANY, datagram.source());
      return;
    }
    counters.received(advertisement.priority().isResign(), now, intervalNanos());
    accept(new RouterInput.AdvertReceived(advertisement, datagram.source()));
  }

  private boolean isAuthentic(Signing checked, Datagram datagram, Advertisement advertisement) {
    return switch (checked.decide(datagram, advertisement, context.loop().now())) {
      case HmacDecision.Authenticated() -> true;
      case HmacDecision.Tolerated(_) -> {
        counters.tolerated();
        yield true;
      }
      case HmacDecision.Refused(var reason) -> {
        refuse(Refusal.of(reason), datagram.source());
        yield false;
      }
    };
  }

  /// While we are Active, nobody else should be.
  private void noteSecondActive(Peer peer) {
    if (!(state instanceof RouterState.Active) || peer.priority().isResign()) {
      return;
    }
    conflicts++;
    events.splitBrain(peer, settings, conflicts);
    if (peer.priority().value() < settings.priority().value()) {
      events.lowerPriorityHeard(peer, settings.priority());
    }
    warn(
        "second active",
        "a second active router: %s, own priority %s at %s"
            .formatted(peer, settings.priority(), settings.primaryAddress().getHostAddress()));
  }

  private void refuse(Refusal refusal, InetAddress source) {
    counters.refused(refusal);
    warn(refusal, "advertisement of %s refused: %s".formatted(source.getHostAddress(), refusal));
  }

  private static String leftOut(long count) {
    return count == 0 ? "" : " (and " + count + " more times since the last such line)";
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

  /// Looks at interfaces and trackers again, and tells the core what changed.
  void refresh(Map<TrackerKey, TrackerResult> trackerResults) {
    results = links.withInterfaces(trackerResults);
    var before = own;
    own = observedFaults();
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

  private Map<Fault, String> observedFaults() {
    var observed = new LinkedHashMap<Fault, String>();
    links.addFaults(observed);
    channels
        .failure(instance.channelKey())
        .ifPresent(
            why ->
                observed.put(new Fault(Fault.Kind.SOCKET, instance.config().interfaceName()), why));
    Tracking.addFaults(instance.checks(), results, observed);
    return observed;
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
      LOG.infof("%s: priority %s -> %s", name(), previous.priority(), effective);
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
    if (state instanceof RouterState.Active && now - renewedAtNanos >= period && !ports.isBusy()) {
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
    claimed++;
    events.conflict(claim.address(), claim.claimant(), interfaceName, claimed);
    warn(
        claim,
        "%s on %s is held here, and %s claims it too"
            .formatted(claim.address().getHostAddress(), interfaceName, claim.claimant()));
  }

  private void warn(Object kind, String message) {
    logLimit
        .tryPass(kind, context.loop().nanoTime())
        .ifPresent(n -> LOG.warnf("%s: %s%s", name(), message, leftOut(n)));
  }

  boolean dependsOn(String interfaceName) {
    return instance.interfaces().contains(interfaceName)
        || instance.carrier().equals(interfaceName)
        || dependsOn(new TrackerKey(TrackerKey.Kind.INTERFACE, interfaceName));
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
    LOG.warnf("%s: somebody removed %s: put back", name(), deleted);
    perform(new RouterAction.InstallAddresses());
    perform(new RouterAction.AnnounceAddresses(1));
  }

  /// Takes one input through the core. An error of ours costs this instance its addresses, and
  /// nobody else anything.
  void accept(RouterInput input) {
    try {
      var core = context.options().core();
      var step = core.step(settings, state, input, context.loop().nanoTime());
      state = step.state();
      step.actions().forEach(this::perform);
      arm();
      context.claims().follow(this, state instanceof RouterState.Active);
    } catch (RuntimeException e) {
      failed(e);
    }
    if (group != null) {
      group.settle();
    }
  }

  private void perform(RouterAction action) {
    try {
      switch (action) {
        case RouterAction.SendAdvertisement(Priority priority) -> advertise(priority);
        case RouterAction.InstallAddresses _ -> install();
        case RouterAction.RemoveAddresses _ -> ports.remove();
        case RouterAction.AnnounceAddresses(int rounds) ->
            ports.announce(rounds, announceGapNanos());
        case RouterAction.Report(Transition transition) -> report(transition);
      }
    } catch (PortException e) {
      warn(action.getClass(), String.valueOf(e.getMessage()));
    }
  }

  private long announceGapNanos() {
    return switch (instance.config().family()) {
      case IPV4 -> context.global().arpInterval().toNanos();
      case IPV6 -> context.global().neighborInterval().toNanos();
    };
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
    logTransition(transition);
    var groupName = group == null ? null : group.name();
    events.transition(transition, groupName, settings, terms(), since);
  }

  private List<Term> terms() {
    return Tracking.terms(instance.checks(), results);
  }

  private void logTransition(Transition transition) {
    var level = transition.to() == ReportedState.FAULT ? Logger.Level.WARN : Logger.Level.INFO;
    LOG.logf(
        level,
        "%s: %s -> %s (priority %s): %s; %s",
        name(),
        transition.from(),
        transition.to(),
        settings.priority(),
        transition.reason(),
        next(transition.to()));
  }

  private String next(ReportedState to) {
    return switch (to) {
      case INIT -> "waiting for the first answer of every check";
      case BACKUP -> "listening for the active router";
      case MASTER -> "holding " + instance.config().addresses();
      case FAULT -> "out of service until it is mended";
      case STOP -> "out of service";
    };
  }

  /// A timer that comes too early does no harm, so it is only ever moved forward in time: a backup
  /// that hears its Active router every interval does not touch the timer queue.
  private void arm() {
    long deadline = state.nextDeadlineNanos();
    if (timer != null && timerAtNanos <= deadline) {
      return;
    }
    disarm();
    if (deadline != RouterState.NEVER) {
      timerAtNanos = deadline;
      timer = context.loop().at(deadline, this::timerFired);
    }
  }

  private void timerFired() {
    timer = null;
    timerAtNanos = RouterState.NEVER;
    accept(new RouterInput.TimerFired());
  }

  private void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
      timerAtNanos = RouterState.NEVER;
    }
  }

  private void failed(RuntimeException error) {
    LOG.errorf(error, "%s: internal error, giving up its addresses", name());
    disarm();
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
        settings.vrid(),
        settings.version(),
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
        conflicts,
        claimed,
        ports.announced(),
        counters.snapshot());
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
