package io.baton.linux;

import io.baton.engine.Link;
import io.baton.engine.NetworkPort;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import io.baton.wire.Datagram;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The network of this host, through the kernel. Made on any thread, whose network namespace it
/// serves; used on the event loop only.
public final class LinuxNetwork implements NetworkPort, AutoCloseable {

  /// What is asked of the kernel; the names are metric labels.
  private enum Operation {
    OPEN_CHANNEL,
    ADD_ADDRESSES,
    REMOVE_ADDRESSES,
    SEND_FRAMES,
    ADD_ROUTES,
    REMOVE_ROUTES,
    ADD_RULES,
    REMOVE_RULES,
    ADD_MACVLAN,
    REMOVE_MACVLAN,
    SET_FIREWALL,
    WATCH_CLAIMS
  }

  private final EngineLoop loop;
  private final LongAdder malformed = new LongAdder();
  private final Map<Operation, LongAdder> refusals = new EnumMap<>(Operation.class);
  private final AddressTable addresses;
  private final RouteTable routes;
  private final RuleTable rules;
  private final VirtualMacs virtualMacs;
  private final Firewall firewall;
  private final NetlinkSocket netlink;
  private final KernelSocket frames;
  private final Set<Integer> promoted = new HashSet<>();

  /// Opens what all interfaces share.
  public LinuxNetwork(EngineLoop loop) {
    this.loop = loop;
    // All at once: no other thread sees the map change.
    for (var operation : Operation.values()) {
      refusals.put(operation, new LongAdder());
    }
    netlink = new NetlinkSocket(0);
    addresses = addresses(netlink);
    routes = new RouteTable(netlink);
    rules = new RuleTable(netlink);
    virtualMacs = new VirtualMacs(netlink);
    firewall = new Firewall();
    try {
      frames = KernelSocket.open(KernelSocket.AF_PACKET, 0, "frames");
    } catch (LinuxException e) {
      addresses.close();
      netlink.close();
      throw e;
    }
  }

  private static AddressTable addresses(NetlinkSocket netlink) {
    try {
      return new AddressTable(netlink);
    } catch (LinuxException e) {
      netlink.close();
      throw e;
    }
  }

  /// How many packets had no proper IP header and were dropped. From any thread.
  public long malformed() {
    return malformed.sum();
  }

  /// What the kernel refused so far, by operation. From any thread.
  public Map<String, Long> refusals() {
    var counts = new HashMap<String, Long>();
    refusals.forEach(
        (operation, count) -> counts.put(operation.name().toLowerCase(Locale.ROOT), count.sum()));
    return counts;
  }

  private void count(Operation operation, Runnable task) {
    var _ =
        counted(
            operation,
            () -> {
              task.run();
              return true;
            });
  }

  private <T> T counted(Operation operation, Supplier<T> task) {
    try {
      return task.get();
    } catch (LinuxException e) {
      Objects.requireNonNull(refusals.get(operation)).increment();
      throw e;
    }
  }

  @Override
  public AdvertChannel open(ChannelSpec spec, Consumer<Datagram> receiver) {
    return counted(Operation.OPEN_CHANNEL, () -> RawChannel.open(loop, spec, receiver, malformed));
  }

  @Override
  public void install(List<PlacedAddress> placed, int lifetimeSeconds) {
    count(Operation.ADD_ADDRESSES, () -> addresses.install(placed, lifetimeSeconds));
  }

  @Override
  public void remove(List<PlacedAddress> placed) {
    count(Operation.REMOVE_ADDRESSES, () -> addresses.remove(placed));
  }

  @Override
  public void sendFrames(int interfaceIndex, List<byte[]> octets) {
    count(Operation.SEND_FRAMES, () -> send(interfaceIndex, octets));
  }

  private void send(int interfaceIndex, List<byte[]> octets) {
    byte[] address = SocketAddresses.packet(interfaceIndex);
    for (byte[] frame : octets) {
      if (!frames.trySend(frame, address)) {
        int errno = LibC.errno();
        throw new LinuxException(
            "send %d frames on".formatted(octets.size()),
            LibC.interfaceName(interfaceIndex),
            errno);
      }
    }
  }

  @Override
  public void addRoutes(List<VirtualRoute> added) {
    count(Operation.ADD_ROUTES, () -> routes.add(added));
  }

  @Override
  public void removeRoutes(List<VirtualRoute> removed) {
    count(Operation.REMOVE_ROUTES, () -> routes.remove(removed));
  }

  @Override
  public void addRules(List<VirtualRule> added) {
    count(Operation.ADD_RULES, () -> rules.add(added));
  }

  @Override
  public void removeRules(List<VirtualRule> removed) {
    count(Operation.REMOVE_RULES, () -> rules.remove(removed));
  }

  @Override
  public void makeVirtualMac(VirtualMac virtualMac) {
    count(Operation.ADD_MACVLAN, () -> virtualMacs.make(virtualMac));
  }

  @Override
  public void removeVirtualMac(VirtualMac virtualMac) {
    count(Operation.REMOVE_MACVLAN, () -> virtualMacs.remove(virtualMac));
  }

  @Override
  public void refusePackets(String instance, List<PlacedAddress> refused) {
    count(Operation.SET_FIREWALL, () -> firewall.refuse(instance, refused));
  }

  @Override
  public void promoteSecondaries(int interfaceIndex) {
    var setting = secondaries(interfaceIndex);
    if (setting.read() == 0) {
      setting.write(1);
      promoted.add(interfaceIndex);
    }
  }

  @Override
  public void restoreSecondaries() {
    for (int interfaceIndex : promoted) {
      var setting = secondaries(interfaceIndex);
      if (setting.exists() && setting.read() == 1) {
        setting.write(0);
      }
    }
    promoted.clear();
  }

  private static Sysctl secondaries(int interfaceIndex) {
    return Sysctl.ipv4(LibC.interfaceName(interfaceIndex), "promote_secondaries");
  }

  @Override
  public ClaimWatch watchClaims(Link link, Consumer<Claim> consumer) {
    return counted(Operation.WATCH_CLAIMS, () -> AddressConflicts.open(loop, link, consumer));
  }

  /// Closes what all interfaces share; channels are closed by who opened them.
  @Override
  public void close() {
    addresses.close();
    netlink.close();
    frames.close();
    firewall.close();
  }
}
