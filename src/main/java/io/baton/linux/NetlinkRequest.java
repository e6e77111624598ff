package io.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/// Builds messages to the kernel, one after the other. See `NetlinkMessage` for the layout.
final class NetlinkRequest {

  // linux/netlink.h.
  static final int NLM_F_REQUEST = 0x1;
  static final int NLM_F_ACK = 0x4;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_REPLACE = 0x100;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_CREATE = 0x400;

  // linux/rtnetlink.h.
  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_DELROUTE = 25;
  static final int RTM_NEWRULE = 32;
  static final int RTM_DELRULE = 33;

  private static final int NESTED = 0x8000;
  private static final int ATTRIBUTE_HEADER_OCTETS = 4;

  /// Room for 100 requests about addresses of at most 128 octets each; grows for longer ones.
  private static final int CAPACITY = 16_384;

  private ByteBuffer buffer = allocate(CAPACITY);
  private int start;

  /// A request for a whole table: an empty `struct ifinfomsg` (16 octets) or `struct ifaddrmsg`
  /// (8).
  static NetlinkRequest dump(int type, int sequence) {
    var request = new NetlinkRequest().begin(type, NLM_F_DUMP, sequence);
    return request.octets(new byte[type == RTM_GETLINK ? 16 : 8]).end();
  }

  /// A request that changes nothing and is acknowledged.
  static NetlinkRequest noop() {
    return new NetlinkRequest().begin(NetlinkMessage.NLMSG_NOOP, NLM_F_ACK, 0).end();
  }

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
  }

  private ByteBuffer room(int octets) {
    if (buffer.remaining() < octets) {
      buffer = allocate(2 * (buffer.position() + octets)).put(buffer.flip());
    }
    return buffer;
  }

  /// Begins a message; `end` finishes it.
  NetlinkRequest begin(int type, int flags, int sequence) {
    start = buffer.position();
    room(NetlinkMessage.HEADER_OCTETS)
        .putInt(0)
        .putShort((short) type)
        .putShort((short) (NLM_F_REQUEST | flags))
        .putInt(sequence)
        .putInt(0);
    return this;
  }

  /// A family's own header, or a part of it.
  NetlinkRequest octets(byte... octets) {
    room(octets.length).put(octets);
    return this;
  }

  /// As `octets`; each is 0 to 255.
  NetlinkRequest header(int... octets) {
    for (int octet : octets) {
      room(1).put((byte) octet);
    }
    return this;
  }

  NetlinkRequest word(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /// linux/if_addr.h, `struct ifaddrmsg`: family, prefix length, flags, scope, interface. Flags
  /// beyond 8 bits go into an attribute.
  NetlinkRequest address(int family, int prefixLength, int flags, int scope, int interfaceIndex) {
    return header(family, prefixLength, flags & 0xff, scope).word(interfaceIndex);
  }

  /// linux/rtnetlink.h, `struct ifinfomsg`: family, padding, type, interface, flags, which of them.
  NetlinkRequest link(int interfaceIndex, int flags, int mask) {
    return word(0).word(interfaceIndex).word(flags).word(mask);
  }

  NetlinkRequest attribute(int type, byte... value) {
    room(ATTRIBUTE_HEADER_OCTETS + value.length + 3)
        .putShort((short) (ATTRIBUTE_HEADER_OCTETS + value.length))
        .putShort((short) type)
        .put(value);
    while (buffer.position() % 4 != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }

  /// A number in this machine's order.
  NetlinkRequest number(int type, int value) {
    return attribute(type, KernelSocket.words(value));
  }

  /// A name with its final zero.
  NetlinkRequest text(int type, String value) {
    return attribute(type, SocketAddresses.terminated(value));
  }

  /// An attribute of attributes.
  NetlinkRequest nested(int type, Consumer<NetlinkRequest> content) {
    int at = buffer.position();
    room(ATTRIBUTE_HEADER_OCTETS).putShort((short) 0).putShort((short) (type | NESTED));
    content.accept(this);
    buffer.putShort(at, (short) (buffer.position() - at));
    return this;
  }

  /// Something that starts with its own length in 16 bits, as `struct rtnexthop` does.
  NetlinkRequest sized(Consumer<NetlinkRequest> content) {
    int at = buffer.position();
    room(2).putShort((short) 0);
    content.accept(this);
    buffer.putShort(at, (short) (buffer.position() - at));
    return this;
  }

  NetlinkRequest end() {
    buffer.putInt(start, buffer.position() - start);
    return this;
  }

  byte[] octets() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
