package io.baton.linux;

import io.baton.engine.NetworkPort.VirtualMac;
import io.baton.engine.PortException;
import io.baton.vrrp.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Macvlans with virtual MAC addresses. Event loop only. The kernel needs some milliseconds for
/// each, so that they are made at start and taken away at stop, not at a failover.
///
/// The mode is private: the other modes drop what arrives from their own MAC address, and that is
/// what the Active router's advertisements come from. The kernel hands such a packet to the macvlan
/// alone and not to its base interface, so that advertisements must be heard on the macvlan.
final class VirtualMacs {

  private static final Logger LOG = Logger.getLogger(VirtualMacs.class);

  private static final int NO_LINK_LOCAL_ADDRESS = 1;
  private static final int LOOSE = 2;
  private static final int UNIVERSAL = 2;
  private static final int LINK_SCOPE = 253;

  private final NetlinkSocket netlink;
  private final BaseSettings bases = new BaseSettings();

  VirtualMacs(NetlinkSocket netlink) {
    this.netlink = netlink;
  }

  /// Makes one, or takes on what an earlier run has left.
  void make(VirtualMac wanted) {
    var present = find(wanted.name());
    present.ifPresent(link -> checkFits(link, wanted));
    if (present.isEmpty()) {
      create(wanted);
    }
    try {
      configure(wanted.name());
      bases.use(wanted.baseIndex(), wanted.name());
      bringUp(wanted);
      if (wanted.family() == AddressFamily.IPV6) {
        addLinkLocal(wanted);
      }
    } catch (PortException e) {
      remove(wanted);
      throw e;
    }
  }

  private static void checkFits(LinkRecord link, VirtualMac wanted) {
    if (!link.kind().equals(LinkRecord.MACVLAN)
        || link.macvlanMode() != LinkRecord.MACVLAN_MODE_PRIVATE
        || !link.mac().equals(wanted.mac())
        || link.base() != wanted.baseIndex()) {
      throw new PortException(
          "make macvlan %s with %s on %s: there is another interface of that name (%s, %s)"
              .formatted(
                  wanted.name(),
                  wanted.mac(),
                  LibC.interfaceName(wanted.baseIndex()),
                  link.kind().isEmpty() ? "hardware" : link.kind(),
                  link.mac()));
    }
  }

  private void create(VirtualMac wanted) {
    int flags = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL;
    send(
        "make macvlan",
        wanted.name(),
        (request, ack, sequence) ->
            request
                .begin(NetlinkRequest.RTM_NEWLINK, flags | ack, sequence)
                .link(0, 0, 0)
                .text(LinkRecord.IFLA_IFNAME, wanted.name())
                .attribute(LinkRecord.IFLA_ADDRESS, wanted.mac().octets())
                .number(LinkRecord.IFLA_LINK, wanted.baseIndex())
                .nested(LinkRecord.IFLA_LINKINFO, VirtualMacs::appendKind)
                .end());
  }

  private static void appendKind(NetlinkRequest request) {
    request
        .text(LinkRecord.IFLA_INFO_KIND, LinkRecord.MACVLAN)
        .nested(
            LinkRecord.IFLA_INFO_DATA,
            data -> data.number(LinkRecord.IFLA_MACVLAN_MODE, LinkRecord.MACVLAN_MODE_PRIVATE));
  }

  /// It answers for its own addresses only, and for clients whose way back is the base interface:
  /// the strict check of the reverse path would drop what they send. Where the host insists on a
  /// check for all interfaces (the higher of both settings counts), the loose one does no harm. It
  /// gives itself no IPv6 address: both routers would choose the same.
  private static void configure(String name) {
    Sysctl.ipv4(name, "arp_ignore").write(1);
    Sysctl.ipv4(name, "arp_filter").write(0);
    boolean checksAll = Sysctl.ipv4("all", "rp_filter").read() != 0;
    Sysctl.ipv4(name, "rp_filter").write(checksAll ? LOOSE : 0);
    if (Sysctl.ipv6(name, "accept_ra").exists()) {
      Sysctl.ipv6(name, "accept_ra").write(0);
      Sysctl.ipv6(name, "autoconf").write(0);
      Sysctl.ipv6(name, "addr_gen_mode").write(NO_LINK_LOCAL_ADDRESS);
    }
  }

  private void bringUp(VirtualMac wanted) {
    int index = LibC.if_nametoindex(wanted.name());
    send(
        "bring up",
        wanted.name(),
        (request, ack, sequence) ->
            request
                .begin(NetlinkRequest.RTM_NEWLINK, ack, sequence)
                .link(index, LinkRecord.IFF_UP, LinkRecord.IFF_UP)
                .end());
  }

  /// IPv6 advertisements leave from a link-local address. It is made of the base interface's MAC
  /// address, never of the virtual one (RFC 9568 section 7.4), with the VRID where the usual
  /// identifier has ff:fe: like no other router's and like none of the base's. It carries no mark,
  /// as it is no virtual address, and goes with the macvlan.
  private void addLinkLocal(VirtualMac wanted) {
    var base = find(LibC.interfaceName(wanted.baseIndex())).map(LinkRecord::mac);
    if (base.isEmpty()) {
      throw new PortException("%s: its base interface is gone".formatted(wanted.name()));
    }
    byte[] mac = base.get().octets();
    byte vrid = wanted.mac().octets()[5];
    byte[] address = {
      (byte) 0xfe,
      (byte) 0x80,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) (mac[0] ^ UNIVERSAL),
      mac[1],
      mac[2],
      0,
      vrid,
      mac[3],
      mac[4],
      mac[5]
    };
    int flags = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_REPLACE;
    int index = LibC.if_nametoindex(wanted.name());
    send(
        "add a link-local address to",
        wanted.name(),
        (request, ack, sequence) ->
            request
                .begin(NetlinkRequest.RTM_NEWADDR, flags | ack, sequence)
                .address(KernelSocket.AF_INET6, 64, AddressRecord.IFA_F_NODAD, LINK_SCOPE, index)
                .attribute(AddressRecord.IFA_LOCAL, address)
                .attribute(AddressRecord.IFA_ADDRESS, address)
                .end());
  }

  /// Takes one away, unless the interface of that name is no macvlan with a virtual MAC address.
  void remove(VirtualMac unwanted) {
    var present = find(unwanted.name());
    try {
      present.filter(LinkRecord::isVirtualMac).ifPresent(this::delete);
    } finally {
      bases.leave(unwanted.baseIndex(), unwanted.name());
    }
    if (present.isPresent() && !present.get().isVirtualMac()) {
      LOG.warnf("B303 %s is not a macvlan of a virtual router and stays", unwanted.name());
    }
  }

  private void delete(LinkRecord link) {
    send(
        "remove macvlan",
        link.name(),
        (request, ack, sequence) ->
            request
                .begin(NetlinkRequest.RTM_DELLINK, ack, sequence)
                .link(link.index(), 0, 0)
                .end());
  }

  private Optional<LinkRecord> find(String name) {
    if (LibC.if_nametoindex(name) == 0) {
      return Optional.empty();
    }
    var found = new ArrayList<LinkRecord>();
    netlink.dump(
        NetlinkRequest.RTM_GETLINK,
        message ->
            LinkRecord.of(message).filter(link -> link.name().equals(name)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  private interface Writer {
    void write(NetlinkRequest request, int ack, int sequence);
  }

  private void send(String operation, String name, Writer writer) {
    NetlinkBatch.send(
        netlink,
        List.of(name),
        (request, _, ack, sequence) -> writer.write(request, ack, sequence),
        (_, errno) -> {
          if (errno != 0) {
            throw new LinuxException(operation, name, errno);
          }
        });
  }
}
