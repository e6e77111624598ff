package io.baton.engine;

import io.baton.config.GlobalConfig;
import io.baton.engine.NetworkPort.AdvertChannel;
import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Priority;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.ChecksumForm;
import io.baton.wire.GratuitousArp;
import io.baton.wire.IpHeader;
import io.baton.wire.NeighborAdvertisement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries one router's actions out to the network: encodes, and knows which interface each address
/// belongs on. Event loop only; throws `PortException` when the world refuses.
final class RouterPorts {

  /// Addresses, routes and rules, each fewer than fill a slice.
  private static final int MOST_AT_ONCE = 3;

  private static final Logger LOG = Logger.getLogger(RouterPorts.class);

  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;

  private InstanceSettings instance;
  private final NetworkPort network;
  private final FramePacer pacer;
  private final Supplier<GlobalConfig> globals;
  private InstanceLinks links;
  private final Supplier<@Nullable AdvertChannel> channel;
  private @Nullable Signing signing;
  private final Loop loop;
  private final Slices slices;
  private final AddressHolders holders;
  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);
  private int identification;
  private long announced;

  RouterPorts(
      InstanceSettings instance,
      EngineContext context,
      InstanceLinks links,
      Supplier<@Nullable AdvertChannel> channel,
      @Nullable Signing signing) {
    this.instance = instance;
    this.network = context.network();
    this.pacer = context.pacer();
    this.globals = context.globals();
    this.links = links;
    this.channel = channel;
    this.signing = signing;
    this.loop = context.loop();
    this.slices = new Slices(loop, this::warn);
    this.holders = context.holders();
  }

  /// Addresses are renewed several times a second.
  private void warn(PortException refusal) {
    logLimit
        .tryPass("slice", loop.nanoTime())
        .ifPresent(
            leftOut ->
                LOG.warnf(
                    "B206 %s: %s (%d more since the last such line)",
                    instance.config().name(), refusal.getMessage(), leftOut));
  }

  /// The router has other settings from now on. What it holds is not touched.
  void use(InstanceSettings next, InstanceLinks nextLinks, @Nullable Signing nextSigning) {
    // What is left to do is about addresses that may no longer be held afterwards.
    slices.finish();
    instance = next;
    links = nextLinks;
    signing = nextSigning;
  }

  /// Takes away what the router held by its last settings and does not hold by the present ones,
  /// unless another router holds it.
  void removeLost(InstanceSettings before, List<PlacedAddress> placedBefore) {
    var old = before.config();
    var now = instance.config();
    var tries = new Tries();
    tryUnless(old.rules(), now.rules(), network::removeRules, tries);
    tryUnless(old.routes(), now.routes(), network::removeRoutes, tries);
    var kept = placed();
    var lost = placedBefore.stream().filter(a -> !kept.contains(a)).toList();
    tries.run(() -> network.remove(holders.letGo(old.name(), lost)));
    holders.hold(now.name(), kept);
    if (!old.name().equals(now.name())) {
      var _ = holders.letGo(old.name(), kept);
      if (!now.accept()) {
        tries.run(() -> network.refusePackets(now.name(), kept));
      }
    }
    if (!old.accept() && (now.accept() || !old.name().equals(now.name()))) {
      tries.run(() -> network.refusePackets(old.name(), List.of()));
    }
    tries.fail();
  }

  private static <T> void tryUnless(
      List<T> old, List<T> now, Consumer<List<T>> removal, Tries tries) {
    var lost = old.stream().filter(x -> !now.contains(x)).toList();
    if (!lost.isEmpty()) {
      tries.run(() -> removal.accept(lost));
    }
  }

  /// Sends to the group, or to every peer; tries all of them before it fails.
  void advertise(RouterSettings settings, Priority priority) {
    var open = channel.get();
    if (open == null) {
      throw new PortException("no open channel on " + instance.config().interfaceName());
    }
    var advertisement = advertisement(settings, priority);
    @Nullable PortException failure = null;
    for (var destination : instance.destinations()) {
      try {
        open.send(packet(settings, advertisement, destination), destination);
      } catch (PortException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Advertisement advertisement(RouterSettings settings, Priority priority) {
    return new Advertisement(
        settings.version(),
        settings.vrid(),
        priority,
        settings.maxAdvertiseIntervalCs(),
        instance.config().addresses().stream().map(VirtualAddress::address).toList(),
        instance.filter().authentication());
  }

  private byte[] packet(
      RouterSettings settings, Advertisement advertisement, InetAddress destination) {
    var source = settings.primaryAddress();
    var message =
        AdvertisementCodec.encode(advertisement, source, destination, checksumForm(settings));
    if (signing != null) {
      message = signing.sign(message, source, destination, loop.now());
    }
    identification = identification % 0xffff + 1;
    return IpHeader.encode(source, destination, hopLimit(), identification, message);
  }

  private int hopLimit() {
    return instance.filter().unicast() ? instance.config().transport().ttl() : 255;
  }

  private ChecksumForm checksumForm(RouterSettings settings) {
    boolean plain =
        settings.version() == VrrpVersion.V2 || instance.config().transport().checksumAsVersion2();
    return plain ? ChecksumForm.MESSAGE : ChecksumForm.PSEUDO_HEADER;
  }

  /// Addresses, then what needs them, in slices. All of it is tried before a failure is told; what
  /// fails after the first slice is logged.
  ///
  /// @param lifetimeSeconds 0 for no end
  void install(int lifetimeSeconds) {
    var config = instance.config();
    var placed = placed();
    var before = new ArrayList<Runnable>();
    if (config.promoteSecondaries()) {
      links.own().ifPresent(l -> before.add(() -> network.promoteSecondaries(l.index())));
    }
    if (!config.accept()) {
      before.add(() -> network.refusePackets(config.name(), placed));
    }
    holders.hold(config.name(), placed);
    var tasks = new ArrayList<Runnable>();
    Slices.of(placed, part -> network.install(part, lifetimeSeconds)).forEach(tasks::add);
    Slices.of(config.routes(), network::addRoutes).forEach(tasks::add);
    Slices.of(config.rules(), network::addRules).forEach(tasks::add);
    begin(before, tasks);
  }

  void remove() {
    var config = instance.config();
    var left = holders.letGo(config.name(), placed());
    var tasks = new ArrayList<Runnable>();
    Slices.of(config.rules(), network::removeRules).forEach(tasks::add);
    Slices.of(config.routes(), network::removeRoutes).forEach(tasks::add);
    Slices.of(left, part -> network.remove(holders.unheld(part))).forEach(tasks::add);
    if (!config.accept()) {
      tasks.add(() -> network.refusePackets(config.name(), List.of()));
    }
    begin(List.of(), tasks);
  }

  /// What is small is done at once; of what is large the first slice.
  private void begin(List<Runnable> before, List<Runnable> tasks) {
    boolean small = instance.held().size() <= Slices.MOST_IN_ONE && tasks.size() <= MOST_AT_ONCE;
    int atOnce = small ? tasks.size() : 1;
    var turns = new ArrayList<Runnable>();
    turns.add(
        () -> {
          var tries = new Tries();
          before.forEach(tries::run);
          tasks.stream().limit(atOnce).forEach(tries::run);
          tries.fail();
        });
    tasks.stream().skip(atOnce).forEach(turns::add);
    slices.begin(turns);
  }

  boolean isBusy() {
    return slices.isBusy();
  }

  void finish() {
    slices.finish();
  }

  /// Runs all and remembers the first failure.
  private static final class Tries {
    private @Nullable PortException failure;

    void run(Runnable task) {
      try {
        task.run();
      } catch (PortException e) {
        failure = failure == null ? e : failure;
      }
    }

    void fail() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /// Addresses whose interface is gone are gone with it.
  List<PlacedAddress> placed() {
    var placed = new ArrayList<PlacedAddress>();
    for (var address : instance.held()) {
      links.of(address).ifPresent(link -> placed.add(new PlacedAddress(link.index(), address)));
    }
    return placed;
  }

  /// Announces all addresses in turn, and that as often as asked, once they are installed; until
  /// then those of the first slice, once.
  void announce(int rounds) {
    var held = instance.held();
    if (slices.isBusy()) {
      announceNow(held.subList(0, Math.min(held.size(), Slices.MOST_IN_ONE)), 1);
      slices.then(() -> announceNow(held, rounds));
    } else {
      announceNow(held, rounds);
    }
  }

  private void announceNow(List<VirtualAddress> addresses, int rounds) {
    for (var entry : framesByPlace(addresses).entrySet()) {
      var frames = new ArrayList<byte[]>(entry.getValue().size() * rounds);
      for (int i = 0; i < rounds; i++) {
        frames.addAll(entry.getValue());
      }
      announced += frames.size();
      var place = entry.getKey();
      pacer.send(Pace.of(globals.get(), place.pacedAs(), place.family()), place.index(), frames);
    }
  }

  /// One announcement on each interface whose MAC address no advertisement shows to the switches.
  void announceElsewhere() {
    for (var address : links.onePerSilentInterface()) {
      announceNow(List.of(address), 1);
    }
  }

  long announced() {
    return announced;
  }

  /// @param pacedAs the name of the interface whose pace it keeps
  private record Place(int index, String pacedAs, AddressFamily family) {}

  private Place place(Link link, VirtualAddress address) {
    boolean macvlan = link.name().equals(instance.config().macvlan());
    var pacedAs = macvlan ? instance.config().interfaceName() : link.name();
    return new Place(link.index(), pacedAs, address.family());
  }

  private Map<Place, List<byte[]>> framesByPlace(List<VirtualAddress> addresses) {
    var frames = new LinkedHashMap<Place, List<byte[]>>();
    for (var address : addresses) {
      links
          .of(address)
          .ifPresent(
              link ->
                  frames
                      .computeIfAbsent(place(link, address), _ -> new ArrayList<>())
                      .add(frame(link.mac(), address)));
    }
    return frames;
  }

  private static byte[] frame(MacAddress mac, VirtualAddress address) {
    return switch (address.family()) {
      case IPV4 -> GratuitousArp.frame(mac, address.address());
      case IPV6 -> NeighborAdvertisement.frame(mac, address.address(), true);
    };
  }
}
