package io.baton.linux;

import io.baton.engine.NetworkPort.PlacedAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The kernel's table of addresses, which Baton writes to. Event loop only: the kernel does the
/// work while it is handed over, about 10 microseconds for each address.
///
/// An address counts as Baton's when it carries the mark or when this process added it: kernels
/// before 5.18 keep no mark.
///
/// An address with a lifetime goes by itself when nobody renews it. The kernel counts in whole
/// seconds and looks again at the next whole second of its own clock: it takes the address away not
/// before the lifetime has passed since the last renewal, and not later than 1.1 seconds after
/// that. A renewal changes the lifetime alone: the order of addresses, labels, routes and traffic
/// stay as they are.
final class AddressTable {

  private static final long NANOS = 1_000_000_000L;
  private static final int RENEW = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_REPLACE;
  private static final int ADD = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL;

  private final NetlinkSocket netlink;

  /// Until when, in nanoseconds of the monotonic clock, what this process added is there for sure
  /// unless somebody takes it away.
  private final Map<Place, Long> added = new HashMap<>();

  AddressTable(NetlinkSocket netlink) {
    this.netlink = netlink;
  }

  /// What the kernel tells addresses apart by.
  private record Place(int interfaceIndex, InetAddress address, int prefixLength) {
    static Place of(PlacedAddress placed) {
      var address = placed.address();
      return new Place(
          placed.interfaceIndex(), address.address(), AddressRequest.prefixLength(address));
    }
  }

  /// Adds addresses, or gives those that are Baton's a new lifetime. One that somebody else has put
  /// there is left as it is, without a mark, so that it is not taken away later.
  ///
  /// @param lifetimeSeconds 0 for ever
  void install(List<PlacedAddress> addresses, int lifetimeSeconds) {
    var failures = new ArrayList<LinuxException>();
    var present = new ArrayList<PlacedAddress>();
    long now = System.nanoTime();
    added.values().removeIf(until -> until - now < 0);
    var known = addresses.stream().collect(Collectors.partitioningBy(this::isAdded));
    write(known.get(true), RENEW, lifetimeSeconds, present, failures);
    write(known.get(false), ADD, lifetimeSeconds, present, failures);
    if (!present.isEmpty()) {
      var marked = marked();
      var left = present.stream().filter(placed -> marked.contains(Place.of(placed))).toList();
      write(left, RENEW, lifetimeSeconds, new ArrayList<>(), failures);
    }
    LinuxException.throwIfAny(failures);
  }

  /// @param present takes those that are there already
  private void write(
      List<PlacedAddress> addresses,
      int flags,
      int lifetimeSeconds,
      List<PlacedAddress> present,
      List<LinuxException> failures) {
    long lifetime = lifetimeSeconds == 0 ? Long.MAX_VALUE / 2 : lifetimeSeconds * NANOS;
    long until = System.nanoTime() + lifetime;
    NetlinkBatch.send(
        netlink,
        addresses,
        (request, placed, ack, sequence) ->
            AddressRequest.add(request, placed, flags | ack, sequence, lifetimeSeconds),
        (placed, errno) -> {
          switch (errno) {
            case 0 -> added.put(Place.of(placed), until);
            case Errno.EEXIST -> present.add(placed);
            default -> failures.add(failure("add %s to", placed, errno));
          }
        });
  }

  private boolean isAdded(PlacedAddress placed) {
    return added.containsKey(Place.of(placed));
  }

  /// Takes away those addresses that are Baton's.
  void remove(List<PlacedAddress> addresses) {
    var failures = new ArrayList<LinuxException>();
    NetlinkBatch.send(
        netlink,
        onlyOurs(addresses),
        AddressRequest::remove,
        (placed, errno) -> {
          switch (errno) {
            // The interface itself may be gone, and its addresses with it.
            case 0, Errno.EADDRNOTAVAIL, Errno.ENODEV -> added.remove(Place.of(placed));
            default -> failures.add(failure("remove %s from", placed, errno));
          }
        });
    LinuxException.throwIfAny(failures);
  }

  private List<PlacedAddress> onlyOurs(List<PlacedAddress> addresses) {
    if (addresses.stream().allMatch(this::isAdded)) {
      return addresses;
    }
    var marked = marked();
    return addresses.stream()
        .filter(placed -> isAdded(placed) || marked.contains(Place.of(placed)))
        .toList();
  }

  private Set<Place> marked() {
    var marked = new HashSet<Place>();
    netlink.dump(
        NetlinkRequest.RTM_GETADDR,
        message ->
            AddressRecord.of(message)
                .filter(AddressRecord::ours)
                .map(a -> new Place(a.interfaceIndex(), a.address(), a.prefixLength()))
                .ifPresent(marked::add));
    return marked;
  }

  private static LinuxException failure(String operation, PlacedAddress placed, int errno) {
    return new LinuxException(
        operation.formatted(placed.address()), LibC.interfaceName(placed.interfaceIndex()), errno);
  }
}
