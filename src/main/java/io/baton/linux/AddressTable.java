package io.baton.linux;

import io.baton.engine.NetworkPort.PlacedAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
final class AddressTable implements AutoCloseable {

  private static final int RENEW = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_REPLACE;
  private static final int ADD = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL;

  private final NetlinkSocket netlink;
  private final NetlinkSocket removals = NetlinkSocket.removedAddresses();

  /// What this process has added and nobody has taken away since.
  private final Set<Place> added = new HashSet<>();

  AddressTable(NetlinkSocket netlink) {
    this.netlink = netlink;
  }

  /// What the kernel tells addresses apart by.
  private record Place(int interfaceIndex, InetAddress address, int prefixLength) {
    static Place of(AddressRecord record) {
      return new Place(record.interfaceIndex(), record.address(), record.prefixLength());
    }

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
    forgetRemoved();
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

  /// Somebody may have taken an address away and then set it again as their own. When messages were
  /// lost, the marks alone say what is ours.
  private void forgetRemoved() {
    try {
      var messages = removals.poll();
      while (!messages.isEmpty()) {
        messages.forEach(
            message -> AddressRecord.of(message).map(Place::of).ifPresent(added::remove));
        messages = removals.poll();
      }
    } catch (LinuxException e) {
      added.clear();
    }
  }

  /// @param present takes those that are there already
  private void write(
      List<PlacedAddress> addresses,
      int flags,
      int lifetimeSeconds,
      List<PlacedAddress> present,
      List<LinuxException> failures) {
    NetlinkBatch.send(
        netlink,
        addresses,
        (request, placed, ack, sequence) ->
            AddressRequest.add(request, placed, flags | ack, sequence, lifetimeSeconds),
        (placed, errno) -> {
          switch (errno) {
            case 0 -> added.add(Place.of(placed));
            case Errno.EEXIST -> present.add(placed);
            default -> failures.add(failure("add %s to", placed, errno));
          }
        });
  }

  private boolean isAdded(PlacedAddress placed) {
    return added.contains(Place.of(placed));
  }

  /// Takes away those addresses that are Baton's.
  void remove(List<PlacedAddress> addresses) {
    forgetRemoved();
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
                .map(Place::of)
                .ifPresent(marked::add));
    return marked;
  }

  private static LinuxException failure(String operation, PlacedAddress placed, int errno) {
    return new LinuxException(
        operation.formatted(placed.address()), LibC.interfaceName(placed.interfaceIndex()), errno);
  }

  @Override
  public void close() {
    removals.close();
  }
}
