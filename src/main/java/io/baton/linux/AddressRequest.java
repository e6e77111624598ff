package io.baton.linux;

import io.baton.engine.NetworkPort.PlacedAddress;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.AddressOptions;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;

/// Writes what the kernel is to know of a virtual address.
final class AddressRequest {

  /// As the kernel says it, all bits set.
  private static final int FOREVER = -1;

  private AddressRequest() {}

  /// The prefix length the kernel sees: that of the other end, if there is one.
  static int prefixLength(VirtualAddress address) {
    var peer = address.options().peer();
    return peer == null ? address.prefixLength() : peer.length();
  }

  /// `RTM_NEWADDR`.
  ///
  /// @param flags `NLM_F_...`
  /// @param lifetimeSeconds 0 for ever
  static void add(
      NetlinkRequest request, PlacedAddress placed, int flags, int sequence, int lifetimeSeconds) {
    var address = placed.address();
    begin(request, NetlinkRequest.RTM_NEWADDR, placed, flags, sequence);
    request
        .number(AddressRecord.IFA_FLAGS, flags(address))
        .attribute(AddressRecord.IFA_PROTO, (byte) AddressRecord.MARK)
        .attribute(AddressRecord.IFA_CACHEINFO, lifetimes(address, lifetimeSeconds));
    if (address.family() == AddressFamily.IPV4) {
      appendIpv4Details(request, address);
    }
    request.end();
  }

  /// `RTM_DELADDR`.
  static void remove(NetlinkRequest request, PlacedAddress placed, int flags, int sequence) {
    begin(request, NetlinkRequest.RTM_DELADDR, placed, flags, sequence);
    request.end();
  }

  /// The local address and the other end, which is the same where there is none.
  private static void begin(
      NetlinkRequest request, int type, PlacedAddress placed, int flags, int sequence) {
    var address = placed.address();
    var peer = address.options().peer();
    InetAddress end = peer == null ? address.address() : peer.address();
    request
        .begin(type, flags, sequence)
        .address(
            KernelSocket.family(address.family()),
            prefixLength(address),
            flags(address),
            address.scope(),
            placed.interfaceIndex())
        .attribute(AddressRecord.IFA_LOCAL, address.address().getAddress())
        .attribute(AddressRecord.IFA_ADDRESS, end.getAddress());
  }

  /// `IFA_F_...`. Only IPv6 knows the other flags; IPv4 would keep them without a meaning.
  private static int flags(VirtualAddress address) {
    var options = address.options();
    int flags = options.noPrefixRoute() ? AddressRecord.IFA_F_NOPREFIXROUTE : 0;
    flags |= options.autojoin() ? AddressRecord.IFA_F_MCAUTOJOIN : 0;
    if (address.family() == AddressFamily.IPV4) {
      return flags;
    }
    flags |= options.detectDuplicates() ? 0 : AddressRecord.IFA_F_NODAD;
    flags |= options.homeAddress() ? AddressRecord.IFA_F_HOMEADDRESS : 0;
    return flags | (options.manageTemporary() ? AddressRecord.IFA_F_MANAGETEMPADDR : 0);
  }

  /// linux/if_addr.h, `struct ifa_cacheinfo`: preferred and valid lifetime, and two moments that
  /// only the kernel tells. The kernel refuses a preferred lifetime beyond the valid one.
  private static byte[] lifetimes(VirtualAddress address, int lifetimeSeconds) {
    int valid = lifetimeSeconds == 0 ? FOREVER : lifetimeSeconds;
    int preferred = (int) preferredSeconds(address);
    int bounded = Integer.compareUnsigned(preferred, valid) > 0 ? valid : preferred;
    return KernelSocket.words(bounded, valid, 0, 0);
  }

  /// An IPv6 host address is not chosen as a source unless a program asks for it.
  private static long preferredSeconds(VirtualAddress address) {
    boolean ipv6Host = address.family() == AddressFamily.IPV6 && address.prefixLength() == 128;
    return address
        .options()
        .preferredLifetimeSeconds()
        .orElse(ipv6Host ? 0 : AddressOptions.FOREVER);
  }

  private static void appendIpv4Details(NetlinkRequest request, VirtualAddress address) {
    var label = address.label();
    if (label != null) {
      request.text(AddressRecord.IFA_LABEL, label);
    }
    var broadcast = address.broadcast();
    if (broadcast != null) {
      request.attribute(AddressRecord.IFA_BROADCAST, broadcast.getAddress());
    }
  }
}
