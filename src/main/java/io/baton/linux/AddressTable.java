package io.baton.linux;

import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kernel's table of addresses, which Baton writes to. Event loop only: the kernel does the
/// work while it is handed over, about 10 microseconds for each address.
///
/// An address counts as Baton's when it carries the mark or when this process added it: kernels
/// before 5.18 keep no mark.
final class AddressTable implements AutoCloseable {

  /// How many messages go to the kernel at once.
  private static final int MOST_IN_BATCH = 100;

  private static final int NO_ANSWER = 5;

  private final NetlinkSocket netlink = new NetlinkSocket(0);
  private final Set<Place> added = new HashSet<>();

  /// What the kernel tells addresses apart by.
  private record Place(int interfaceIndex, InetAddress address, int prefixLength) {
    static Place of(PlacedAddress placed) {
      var address = placed.address();
      return new Place(placed.interfaceIndex(), address.address(), address.prefixLength());
    }
  }

  /// Adds addresses. One that somebody else has put there is left as it is, without a mark, so that
  /// it is not taken away later.
  void install(List<PlacedAddress> addresses) {
    var failures = new ArrayList<LinuxException>();
    for (var batch : batches(addresses)) {
      int[] errors = request(NetlinkRequest.RTM_NEWADDR, batch);
      for (int i = 0; i < errors.length; i++) {
        noteInstalled(batch.get(i), errors[i], failures);
      }
    }
    throwIfAny(failures);
  }

  private void noteInstalled(PlacedAddress placed, int errno, List<LinuxException> failures) {
    switch (errno) {
      case 0 -> added.add(Place.of(placed));
      case Errno.EEXIST -> {}
      default -> failures.add(failure("add %s to", placed, errno));
    }
  }

  /// Takes away those addresses that are Baton's.
  void remove(List<PlacedAddress> addresses) {
    var failures = new ArrayList<LinuxException>();
    for (var batch : batches(onlyOurs(addresses))) {
      int[] errors = request(NetlinkRequest.RTM_DELADDR, batch);
      for (int i = 0; i < errors.length; i++) {
        noteRemoved(batch.get(i), errors[i], failures);
      }
    }
    throwIfAny(failures);
  }

  private void noteRemoved(PlacedAddress placed, int errno, List<LinuxException> failures) {
    switch (errno) {
      // The interface itself may be gone, and its addresses with it.
      case 0, Errno.EADDRNOTAVAIL, Errno.ENODEV -> added.remove(Place.of(placed));
      default -> failures.add(failure("remove %s from", placed, errno));
    }
  }

  private List<PlacedAddress> onlyOurs(List<PlacedAddress> addresses) {
    if (addresses.stream().allMatch(placed -> added.contains(Place.of(placed)))) {
      return addresses;
    }
    var marked = marked();
    return addresses.stream()
        .filter(placed -> added.contains(Place.of(placed)) || marked.contains(Place.of(placed)))
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

  private static List<List<PlacedAddress>> batches(List<PlacedAddress> addresses) {
    var batches = new ArrayList<List<PlacedAddress>>();
    for (int from = 0; from < addresses.size(); from += MOST_IN_BATCH) {
      batches.add(addresses.subList(from, Math.min(from + MOST_IN_BATCH, addresses.size())));
    }
    return batches;
  }

  /// Sends one message for each address and returns one errno for each, 0 for done. Only the last
  /// is acknowledged, but every failure is told.
  private int[] request(int type, List<PlacedAddress> batch) {
    var request = new NetlinkRequest();
    var errors = new int[batch.size()];
    int first = 0;
    for (int i = 0; i < errors.length; i++) {
      int sequence = netlink.nextSequence();
      first = i == 0 ? sequence : first;
      boolean last = i == errors.length - 1;
      append(request, type, last ? NetlinkRequest.NLM_F_ACK : 0, sequence, batch.get(i));
    }
    netlink.send(request);
    errors[errors.length - 1] = NO_ANSWER;
    readAnswers(first, errors);
    return errors;
  }

  private void readAnswers(int first, int[] errors) {
    for (var messages = netlink.poll(); !messages.isEmpty(); messages = netlink.poll()) {
      for (var message : messages) {
        int index = message.sequence() - first;
        if (message.type() == NetlinkMessage.NLMSG_ERROR && index >= 0 && index < errors.length) {
          errors[index] = message.errno();
        }
      }
    }
  }

  private static void append(
      NetlinkRequest request, int type, int ack, int sequence, PlacedAddress placed) {
    boolean add = type == NetlinkRequest.RTM_NEWADDR;
    var address = placed.address();
    boolean ipv4 = address.family() == AddressFamily.IPV4;
    int family = ipv4 ? KernelSocket.AF_INET : KernelSocket.AF_INET6;
    int flags = ipv4 ? 0 : AddressRecord.IFA_F_NODAD;
    int create = add ? NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL : 0;
    byte[] octets = address.address().getAddress();
    request
        .begin(type, create | ack, sequence)
        .address(family, address.prefixLength(), flags, address.scope(), placed.interfaceIndex())
        .attribute(AddressRecord.IFA_LOCAL, octets)
        .attribute(AddressRecord.IFA_ADDRESS, octets);
    if (add) {
      request.attribute(AddressRecord.IFA_PROTO, (byte) AddressRecord.MARK);
      appendIpv4Details(request, address.label(), address);
    }
    request.end();
  }

  private static void appendIpv4Details(
      NetlinkRequest request, @Nullable String label, VirtualAddress address) {
    if (address.family() != AddressFamily.IPV4) {
      return;
    }
    if (label != null) {
      request.attribute(AddressRecord.IFA_LABEL, SocketAddresses.terminated(label));
    }
    var broadcast = address.broadcast();
    if (broadcast != null) {
      request.attribute(AddressRecord.IFA_BROADCAST, broadcast.getAddress());
    }
  }

  private static LinuxException failure(String operation, PlacedAddress placed, int errno) {
    return new LinuxException(
        operation.formatted(placed.address()), LibC.interfaceName(placed.interfaceIndex()), errno);
  }

  private static void throwIfAny(List<LinuxException> failures) {
    if (!failures.isEmpty()) {
      throw LinuxException.ofAll(failures);
    }
  }

  @Override
  public void close() {
    netlink.close();
  }
}
