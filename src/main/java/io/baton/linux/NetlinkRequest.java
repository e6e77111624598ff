package io.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Builds messages to the kernel, one after the other. See `NetlinkMessage` for the layout.
final class NetlinkRequest {

  // linux/netlink.h.
  static final int NLM_F_REQUEST = 0x1;
  static final int NLM_F_ACK = 0x4;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_CREATE = 0x400;

  // linux/rtnetlink.h.
  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  static final int RTM_GETADDR = 22;

  /// Room for 100 requests about addresses of at most 128 octets each.
  private static final int CAPACITY = 16_384;

  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());
  private int start;

  /// A request for a whole table: an empty `struct ifinfomsg` (16 octets) or `struct ifaddrmsg`
  /// (8).
  static NetlinkRequest dump(int type, int sequence) {
    var request = new NetlinkRequest().begin(type, NLM_F_DUMP, sequence);
    request.buffer.put(new byte[type == RTM_GETLINK ? 16 : 8]);
    return request.end();
  }

  /// A request that changes nothing and is acknowledged.
  static NetlinkRequest noop() {
    return new NetlinkRequest().begin(NetlinkMessage.NLMSG_NOOP, NLM_F_ACK, 0).end();
  }

  /// Begins a message; `end` finishes it.
  NetlinkRequest begin(int type, int flags, int sequence) {
    start = buffer.position();
    buffer.putInt(0).putShort((short) type).putShort((short) (NLM_F_REQUEST | flags));
    buffer.putInt(sequence).putInt(0);
    return this;
  }

  /// linux/if_addr.h, `struct ifaddrmsg`: family, prefix length, flags, scope, interface.
  NetlinkRequest address(int family, int prefixLength, int flags, int scope, int interfaceIndex) {
    buffer.put((byte) family).put((byte) prefixLength).put((byte) flags).put((byte) scope);
    buffer.putInt(interfaceIndex);
    return this;
  }

  NetlinkRequest attribute(int type, byte... value) {
    buffer.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    while (buffer.position() % 4 != 0) {
      buffer.put((byte) 0);
    }
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
