package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.config.ChangePlanner;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.TrackerResult;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.Vrid;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A host of a simulated cluster: the production engine on simulated ports. It can crash, restart,
/// freeze, and lose its link.
final class SimulatedNode implements NetworkPort, EventSink {

  static final String INTERFACE = "eth0";

  private static final MacAddress MAC = new MacAddress(0x02_00_00_00_00_01L);

  private final String name;
  private final SimulatedTime time;
  private final SimulatedLan lan;
  private final InetAddress address;
  private BatonConfig config;
  private final Set<InetAddress> removed = new HashSet<>();
  private final int driftPpm;
  private EngineOptions options = EngineOptions.DEFAULT;
  private final Map<ChannelSpec, Consumer<Datagram>> channels = new HashMap<>();
  private final List<NodeWatch> watches = new ArrayList<>();
  private final Map<InetAddress, Long> held = new HashMap<>();
  private final List<EngineEvent> told = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private @Nullable VrrpEngine engine;
  private Map<String, EventNumbers> numbers = Map.of();
  private int life;
  private long frozenUntil;
  private boolean linkUp = true;
  private boolean stopped;
  private boolean channelsRefused;
  private @Nullable InetAddress broken;

  SimulatedNode(
      String name, SimulatedTime time, SimulatedLan lan, InetAddress address, BatonConfig config) {
    this(name, time, lan, address, config, 0);
  }

  /// @param driftPpm how many millionths its clock runs fast
  SimulatedNode(
      String name,
      SimulatedTime time,
      SimulatedLan lan,
      InetAddress address,
      BatonConfig config,
      int driftPpm) {
    this.name = name;
    this.time = time;
    this.lan = lan;
    this.address = address;
    this.config = config;
    this.driftPpm = driftPpm;
    lan.attach(this);
  }

  /// Decides by another core from its next start on.
  void plant(EngineOptions.Core core) {
    options = new EngineOptions(true, core);
  }

  InetAddress address() {
    return address;
  }

  BatonConfig config() {
    return config;
  }

  boolean isAlive() {
    return engine != null;
  }

  /// Everything it told, in order.
  List<EngineEvent> told() {
    return told;
  }

  <E extends EngineEvent> List<E> told(Class<E> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<TransitionEvent> events() {
    return told(TransitionEvent.class);
  }

  List<GroupEvent> groupEvents() {
    return told(GroupEvent.class);
  }

  /// How often addresses were announced.
  List<String> announced() {
    return announced;
  }

  VrrpEngine engine() {
    if (engine == null) {
      throw new IllegalStateException(name + " is dead");
    }
    return engine;
  }

  // ---- what happens to it ----

  void start() {
    stopped = false;
    engine = new VrrpEngine(new NodeLoop(life), this, this, options);
    engine.resume(numbers);
    engine.start(config, List.of(link()));
  }

  /// From its next start on its events are numbered from here.
  void resume(Map<String, EventNumbers> lastNumbers) {
    numbers = lastNumbers;
  }

  /// The host dies: nothing of it goes on, its addresses are gone with it.
  void crash() {
    life++;
    engine = null;
    channels.clear();
    watches.clear();
    held.clear();
  }

  /// Only the process dies; what it put into the kernel lives on, for as long as it may.
  void kill() {
    life++;
    engine = null;
    channels.clear();
    watches.clear();
  }

  /// Somebody takes an address off the interface.
  void deleteAddress(InetAddress deleted) {
    held.remove(deleted);
    linkChanged(deleted);
  }

  /// Somebody on the link claims an address.
  void claim(InetAddress claimed, MacAddress claimant) {
    var claim = new Claim(claimed, claimant);
    whenAwake(life, () -> List.copyOf(watches).forEach(watch -> watch.hear(claim)));
  }

  private void linkChanged(InetAddress without) {
    whenAwake(
        life,
        () -> {
          var before = link();
          engine().onLink(withAddress(before, without));
          engine().onLink(before);
        });
  }

  private static Link withAddress(Link link, InetAddress address) {
    var addresses = new ArrayList<>(link.addresses());
    addresses.add(new Link.LinkAddress(address, 24, true));
    return new Link(link.index(), link.name(), link.up(), link.mac(), link.mtu(), addresses);
  }

  /// The addresses that the kernel has not taken away by itself yet.
  Set<InetAddress> heldAddresses() {
    held.values().removeIf(until -> until <= time.now());
    return held.keySet();
  }

  void stop() {
    engine().shutdown();
    stopped = true;
    assertConsistent();
    crash();
  }

  /// It is told to stop, hands over, and ends.
  void stopGracefully() {
    int then = life;
    whenAwake(
        then,
        () ->
            engine()
                .stop(
                    () -> {
                      stopped = true;
                      assertConsistent();
                      crash();
                    }));
  }

  /// Has it carry out an order of an operator.
  void order(Consumer<VrrpEngine> order) {
    whenAwake(life, () -> order.accept(engine()));
  }

  /// The process does not run until then; the network goes on filling its socket.
  void freeze(long untilNanos) {
    frozenUntil = Math.max(frozenUntil, untilNanos);
  }

  long frozenUntil() {
    return frozenUntil;
  }

  /// A new configuration while it runs; an address held before and after is never absent between.
  ApplyResult reload(BatonConfig next) {
    if (time.now() < frozenUntil) {
      return new ApplyResult("frozen", List.of());
    }
    if (engine == null) {
      config = next;
      return new ApplyResult(null, List.of());
    }
    var before = Set.copyOf(heldAddresses());
    removed.clear();
    var result = engine.apply(ChangePlanner.plan(config, next, engine.situations()));
    if (result.failure() == null) {
      config = next;
    }
    for (var lost : removed) {
      if (before.contains(lost) && heldAddresses().contains(lost)) {
        throw new AssertionError(name + " let go of " + lost + " and took it back");
      }
    }
    return result;
  }

  void setLink(boolean up) {
    linkUp = up;
    int then = life;
    whenAwake(then, () -> engine().onLink(link()));
  }

  /// Another interface appears.
  void addLink(String interfaceName, String address) {
    var own = new Link.LinkAddress(InetAddress.ofLiteral(address), 24, false);
    var link = new Link(3, interfaceName, true, MAC, 1500, List.of(own));
    whenAwake(life, () -> engine().onLink(link));
  }

  void refuseChannels(boolean refuse) {
    channelsRefused = refuse;
  }

  /// Installing this address is a programming error from now on.
  void breakInstalling(InetAddress address) {
    broken = address;
  }

  void track(TrackerResult result) {
    whenAwake(life, () -> engine().onTracker(result));
  }

  private Link link() {
    var addresses = new ArrayList<Link.LinkAddress>();
    addresses.add(new Link.LinkAddress(address, 24, false));
    heldAddresses().forEach(a -> addresses.add(new Link.LinkAddress(a, 24, true)));
    return new Link(2, INTERFACE, linkUp, MAC, 1500, addresses);
  }

  void hear(Datagram datagram) {
    int then = life;
    if (linkUp) {
      whenAwake(then, () -> List.copyOf(channels.values()).forEach(c -> c.accept(datagram)));
    }
  }

  private void whenAwake(int livedThen, Runnable task) {
    if (livedThen != life || engine == null) {
      return;
    }
    if (time.now() < frozenUntil) {
      time.at(frozenUntil, () -> whenAwake(livedThen, task));
      return;
    }
    task.run();
  }

  // ---- what must always be true of it ----

  boolean isActive() {
    return engine != null
        && engine.status().stream().anyMatch(s -> s.state() == ReportedState.MASTER);
  }

  boolean isActive(int instance) {
    return engine != null && engine.status().get(instance).state() == ReportedState.MASTER;
  }

  /// Addresses are held if and only if the state is Active.
  void assertConsistent() {
    if (engine == null) {
      return;
    }
    var wanted = new HashSet<InetAddress>();
    for (var status : engine.status()) {
      if (status.state() == ReportedState.INIT) {
        // What an earlier life left is kept while the checks have not answered, half an interval.
        status.addresses().stream()
            .map(VirtualAddress::address)
            .filter(heldAddresses()::contains)
            .forEach(wanted::add);
      }
      if (status.state() == ReportedState.MASTER) {
        status.addresses().forEach(a -> wanted.add(a.address()));
      }
    }
    if (time.now() < frozenUntil) {
      wanted.retainAll(heldAddresses());
    }
    if (!wanted.equals(heldAddresses()) && !justWokeWithout(wanted)) {
      throw new AssertionError(name + " holds " + held.keySet() + " and should hold " + wanted);
    }
  }

  /// After a freeze an address may have run out before the process looked: it renews within a tick.
  private boolean justWokeWithout(Set<InetAddress> wanted) {
    return wanted.containsAll(heldAddresses()) && time.now() - frozenUntil <= 250_000_000L;
  }

  // ---- its ports ----

  @Override
  public AdvertChannel open(ChannelSpec spec, Consumer<Datagram> receiver) {
    if (channelsRefused) {
      throw new PortException("socket on eth0: EMFILE");
    }
    channels.put(spec, receiver);
    return new NodeChannel(spec);
  }

  private final class NodeChannel implements AdvertChannel {
    private final ChannelSpec spec;

    private NodeChannel(ChannelSpec spec) {
      this.spec = spec;
    }

    @Override
    public void send(byte[] packet, InetAddress destination) {
      if (stopped) {
        throw new AssertionError(name + " sends after it was shut down");
      }
      if (!linkUp) {
        throw new PortException("send on eth0: ENETDOWN");
      }
      lan.transmit(SimulatedNode.this, packet, destination);
    }

    @Override
    public void listenTo(Set<Vrid> vrids) {}

    @Override
    public void close() {
      channels.remove(spec);
    }
  }

  @Override
  public void install(List<PlacedAddress> addresses, int lifetimeSeconds) {
    if (stopped) {
      throw new AssertionError(name + " installs addresses after it was shut down");
    }
    for (var placed : addresses) {
      if (placed.address().address().equals(broken)) {
        throw new IllegalStateException("planted");
      }
      long until =
          lifetimeSeconds == 0 ? Long.MAX_VALUE : time.now() + lifetimeSeconds * 1_000_000_000L;
      held.put(placed.address().address(), until);
    }
  }

  @Override
  public void remove(List<PlacedAddress> addresses) {
    addresses.forEach(a -> removed.add(a.address().address()));
    addresses.forEach(a -> held.remove(a.address().address()));
  }

  @Override
  public void sendFrames(int interfaceIndex, List<byte[]> frames) {
    announced.add(frames.size() + " frames");
  }

  @Override
  public ClaimWatch watchClaims(Link link, Consumer<Claim> consumer) {
    var watch = new NodeWatch(consumer);
    watches.add(watch);
    return watch;
  }

  private final class NodeWatch implements ClaimWatch {
    private final Consumer<Claim> consumer;
    private Set<InetAddress> addresses = Set.of();

    private NodeWatch(Consumer<Claim> consumer) {
      this.consumer = consumer;
    }

    private void hear(Claim claim) {
      if (addresses.contains(claim.address())) {
        consumer.accept(claim);
      }
    }

    @Override
    public void listenFor(Set<InetAddress> wanted, Set<MacAddress> ours) {
      addresses = wanted;
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }

  @Override
  public void emit(EngineEvent event) {
    told.add(event);
  }

  /// The node's clock has an origin of its own, and stops with the life it belongs to.
  private final class NodeLoop implements Loop {
    private final int bornIn;
    private final long origin;

    private NodeLoop(int bornIn) {
      this.bornIn = bornIn;
      this.origin = name.hashCode() * 1_000L;
    }

    @Override
    public long nanoTime() {
      return time.now() + time.now() / 1_000_000 * driftPpm + origin;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(time.now());
    }

    @Override
    public Timer at(long deadlineNanos, Runnable task) {
      var timer = new NodeTimer(task);
      long left = Math.max(0, deadlineNanos - nanoTime());
      // Rounded up, as a timer never fires early by the node's own clock.
      long after = left - left / 1_000_000 * driftPpm + 2_000;
      time.at(time.now() + after, () -> whenAwake(bornIn, timer::fire));
      return timer;
    }

    @Override
    public void execute(Runnable task) {
      time.at(time.now(), () -> whenAwake(bornIn, task));
    }
  }

  private static final class NodeTimer implements Loop.Timer {
    private final Runnable task;
    private boolean cancelled;

    private NodeTimer(Runnable task) {
      this.task = task;
    }

    private void fire() {
      if (!cancelled) {
        task.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
