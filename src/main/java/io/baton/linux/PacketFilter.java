package io.baton.linux;

import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Vrid;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A classic BPF program for a raw socket, which lets through advertisements of some VRIDs only:
/// what other routers say to each other never wakes this process.
///
/// On an IPv4 socket the packet starts with the IP header, on an IPv6 socket with the VRRP message.
/// The header of IPv6 is then at negative offsets and is not told to the receiver, so that an IPv6
/// socket hears one destination, and either the one right hop limit or all the wrong ones.
final class PacketFilter {

  /// What an IPv6 socket hears.
  enum HopLimit {
    RIGHT,
    WRONG
  }

  // linux/bpf_common.h and linux/filter.h: the instructions used here.
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_OCTET = 0x30;
  private static final int LOAD_OCTET_AT_X = 0x50;
  private static final int X_IS_IPV4_HEADER_LENGTH = 0xb1;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int SKF_NET_OFF = -0x100000;
  private static final int SKF_LL_OFF = -0x200000;

  private static final int WHOLE_PACKET = -1;
  private static final int DROP = 0;

  private static final int NETLINK_TYPE_OFFSET = 4;
  private static final int VRID_OFFSET = 1;
  private static final int IPV6_HOP_LIMIT_OFFSET = 7;
  private static final int IPV6_DESTINATION_OFFSET = 24;
  private static final int REQUIRED_HOP_LIMIT = 255;

  // linux/if_arp.h, struct arphdr, behind an Ethernet header of 14 octets.
  private static final int ARP_OFFSET = 14;
  private static final int ARP_ETHERNET_IPV4 = 0x0001_0800;
  private static final int ARP_SENDER_MAC_OFFSET = 22;
  private static final int ARP_SENDER_ADDRESS_OFFSET = 28;

  // An Ethernet header, then one of IPv6 without extensions, as neighbor discovery needs it.
  private static final int SOURCE_MAC_OFFSET = 6;
  private static final int NEXT_HEADER_OFFSET = 20;
  private static final int HOP_LIMIT_OFFSET = 21;
  private static final int ICMPV6_TYPE_OFFSET = 54;
  private static final int NEIGHBOR_TARGET_END_OFFSET = 74;
  private static final int ICMPV6 = 58;
  private static final int NEIGHBOR_ADVERTISEMENT = 136;

  private static final int MOST_MACS = 64;
  private static final int MOST_ADDRESSES = 1800;

  private static final int INSTRUCTION_OCTETS = 8;

  /// `BPF_MAXINSNS` of linux/bpf_common.h. The longest program here has 2 instructions for each of
  /// 1800 addresses and 5 for each of 64 MAC addresses.
  private static final int MOST_INSTRUCTIONS = 4096;

  private final ByteBuffer program =
      ByteBuffer.allocate(MOST_INSTRUCTIONS * INSTRUCTION_OCTETS).order(ByteOrder.nativeOrder());

  private PacketFilter() {}

  static PacketFilter nothing() {
    var filter = new PacketFilter();
    filter.add(RETURN, 0, 0, DROP);
    return filter;
  }

  /// Netlink messages of one type, the rest of the packet whatever it is. Filters load numbers in
  /// network order, netlink has them in this machine's.
  static PacketFilter netlink(int type) {
    boolean swapped = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    var filter = new PacketFilter();
    filter.add(LOAD_HALF, 0, 0, NETLINK_TYPE_OFFSET);
    filter.dropUnless(true, swapped ? Short.reverseBytes((short) type) & 0xffff : type);
    filter.add(RETURN, 0, 0, WHOLE_PACKET);
    return filter;
  }

  /// Ethernet frames with ARP (IPv4 on Ethernet) whose sender has one of these addresses and none
  /// of these MAC addresses.
  static PacketFilter arpClaims(Collection<InetAddress> addresses, Collection<MacAddress> ours) {
    var filter = new PacketFilter();
    filter.add(LOAD_WORD, 0, 0, ARP_OFFSET);
    filter.dropUnless(true, ARP_ETHERNET_IPV4);
    filter.dropFrom(ours, ARP_SENDER_MAC_OFFSET);
    filter.passIf(ARP_SENDER_ADDRESS_OFFSET, addresses);
    return filter;
  }

  /// Ethernet frames with a Neighbor Advertisement whose target ends like one of these addresses,
  /// from none of these MAC addresses.
  static PacketFilter neighborClaims(
      Collection<InetAddress> addresses, Collection<MacAddress> ours) {
    var filter = new PacketFilter();
    filter.add(LOAD_OCTET, 0, 0, NEXT_HEADER_OFFSET);
    filter.dropUnless(true, ICMPV6);
    filter.add(LOAD_OCTET, 0, 0, HOP_LIMIT_OFFSET);
    filter.dropUnless(true, REQUIRED_HOP_LIMIT);
    filter.add(LOAD_OCTET, 0, 0, ICMPV6_TYPE_OFFSET);
    filter.dropUnless(true, NEIGHBOR_ADVERTISEMENT);
    filter.dropFrom(ours, SOURCE_MAC_OFFSET);
    filter.passIf(NEIGHBOR_TARGET_END_OFFSET, addresses);
    return filter;
  }

  private void dropFrom(Collection<MacAddress> macs, int offset) {
    for (var mac : macs.stream().limit(MOST_MACS).toList()) {
      add(LOAD_WORD, 0, 0, offset);
      add(JUMP_IF_EQUAL, 0, 3, (int) (mac.bits() >>> Short.SIZE));
      add(LOAD_HALF, 0, 0, offset + Integer.BYTES);
      add(JUMP_IF_EQUAL, 0, 1, (int) (mac.bits() & 0xffff));
      add(RETURN, 0, 0, DROP);
    }
  }

  /// Passes what has there the last four octets of one of the addresses.
  private void passIf(int offset, Collection<InetAddress> addresses) {
    add(LOAD_WORD, 0, 0, offset);
    for (var address : addresses.stream().limit(MOST_ADDRESSES).toList()) {
      byte[] octets = address.getAddress();
      int end = ByteBuffer.wrap(octets).getInt(octets.length - Integer.BYTES);
      add(JUMP_IF_EQUAL, 0, 1, end);
      add(RETURN, 0, 0, WHOLE_PACKET);
    }
    add(RETURN, 0, 0, DROP);
  }

  /// @param onlyFrom the only source that passes; null for all
  static PacketFilter ipv4(Set<Vrid> vrids, @Nullable MacAddress onlyFrom) {
    var filter = new PacketFilter();
    filter.requireSource(onlyFrom);
    filter.add(X_IS_IPV4_HEADER_LENGTH, 0, 0, 0);
    filter.add(LOAD_OCTET_AT_X, 0, 0, VRID_OFFSET);
    filter.addVerdicts(vrids);
    return filter;
  }

  /// @param onlyFrom the only source that passes; null for all
  static PacketFilter ipv6(
      InetAddress destination, HopLimit hopLimit, Set<Vrid> vrids, @Nullable MacAddress onlyFrom) {
    var filter = new PacketFilter();
    filter.requireSource(onlyFrom);
    filter.add(LOAD_OCTET, 0, 0, SKF_NET_OFF + IPV6_HOP_LIMIT_OFFSET);
    filter.dropUnless(hopLimit == HopLimit.RIGHT, REQUIRED_HOP_LIMIT);
    var words = ByteBuffer.wrap(destination.getAddress());
    for (int offset = 0; offset < words.capacity(); offset += Integer.BYTES) {
      filter.add(LOAD_WORD, 0, 0, SKF_NET_OFF + IPV6_DESTINATION_OFFSET + offset);
      filter.dropUnless(true, words.getInt(offset));
    }
    filter.add(LOAD_OCTET, 0, 0, VRID_OFFSET);
    filter.addVerdicts(vrids);
    return filter;
  }

  /// The Ethernet header is at offsets of its own.
  private void requireSource(@Nullable MacAddress mac) {
    if (mac != null) {
      add(LOAD_WORD, 0, 0, SKF_LL_OFF + SOURCE_MAC_OFFSET);
      dropUnless(true, (int) (mac.bits() >>> Short.SIZE));
      add(LOAD_HALF, 0, 0, SKF_LL_OFF + SOURCE_MAC_OFFSET + Integer.BYTES);
      dropUnless(true, (int) (mac.bits() & 0xffff));
    }
  }

  /// Goes on only if what was loaded equals the operand, or only if it does not.
  private void dropUnless(boolean equal, int operand) {
    add(JUMP_IF_EQUAL, equal ? 1 : 0, equal ? 0 : 1, operand);
    add(RETURN, 0, 0, DROP);
  }

  /// One comparison for each VRID. A jump reaches 255 instructions, so that all VRIDs still fit.
  private void addVerdicts(Collection<Vrid> vrids) {
    int left = vrids.size();
    for (var vrid : vrids) {
      add(JUMP_IF_EQUAL, left, 0, vrid.value());
      left--;
    }
    add(RETURN, 0, 0, DROP);
    add(RETURN, 0, 0, WHOLE_PACKET);
  }

  /// linux/filter.h, `struct sock_filter`: code, jump if true, jump if false, operand.
  private void add(int code, int jumpTrue, int jumpFalse, int operand) {
    program.putShort((short) code).put((byte) jumpTrue).put((byte) jumpFalse).putInt(operand);
  }

  /// In instructions.
  int length() {
    return program.position() / INSTRUCTION_OCTETS;
  }

  byte[] program() {
    return Arrays.copyOf(program.array(), program.position());
  }
}
