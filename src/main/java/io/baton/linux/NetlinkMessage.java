package io.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A netlink message as the kernel sent it.
///
/// linux/netlink.h, `struct nlmsghdr`, in native order:
///
/// ```
///   0 length (4), header included   4 type (2)   6 flags (2)   8 sequence (4)   12 port (4)
/// ```
///
/// A message and each attribute start at a multiple of 4.
///
/// @param body what follows the header; never longer than what was received
record NetlinkMessage(int type, int flags, int sequence, ByteBuffer body) {

  // linux/netlink.h and linux/rtnetlink.h.
  static final int NLMSG_NOOP = 1;
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  private static final int NLM_F_MULTI = 0x2;
  private static final int NLM_F_DUMP_INTR = 0x10;

  static final int HEADER_OCTETS = 16;
  private static final int ATTRIBUTE_HEADER_OCTETS = 4;

  /// Without the flags "nested" and "network byte order".
  private static final int ATTRIBUTE_TYPE_MASK = 0x3fff;

  /// Cuts what one receive call delivered into messages; stops at the first that is damaged.
  static List<NetlinkMessage> parse(byte[] octets, int length) {
    var messages = new ArrayList<NetlinkMessage>();
    var buffer = ByteBuffer.wrap(octets, 0, length).order(ByteOrder.nativeOrder());
    int at = 0;
    while (length - at >= HEADER_OCTETS) {
      int size = buffer.getInt(at);
      if (size < HEADER_OCTETS || size > length - at) {
        break;
      }
      var body = slice(buffer, at + HEADER_OCTETS, size - HEADER_OCTETS);
      int type = Short.toUnsignedInt(buffer.getShort(at + 4));
      int flags = Short.toUnsignedInt(buffer.getShort(at + 6));
      messages.add(new NetlinkMessage(type, flags, buffer.getInt(at + 8), body));
      at += Math.min(aligned(size), length - at);
    }
    return messages;
  }

  /// Whether it is part of a table that was asked for, not a notification.
  boolean dumped() {
    return (flags & NLM_F_MULTI) != 0;
  }

  /// Whether the table changed while the kernel was reading it out.
  boolean interrupted() {
    return (flags & NLM_F_DUMP_INTR) != 0;
  }

  /// The errno of an `NLMSG_ERROR`, 0 for an acknowledgement. Linux sends it negative.
  int errno() {
    return body.limit() < Integer.BYTES ? 0 : -body.getInt(0);
  }

  /// The value of the first attribute of this type; null when there is none.
  ///
  /// @param fixed the size of the family's own header before the attributes
  byte @Nullable [] attribute(int fixed, int type) {
    int at = fixed;
    while (body.limit() - at >= ATTRIBUTE_HEADER_OCTETS) {
      int size = Short.toUnsignedInt(body.getShort(at));
      if (size < ATTRIBUTE_HEADER_OCTETS || size > body.limit() - at) {
        return null;
      }
      if ((body.getShort(at + 2) & ATTRIBUTE_TYPE_MASK) == type) {
        var value = new byte[size - ATTRIBUTE_HEADER_OCTETS];
        body.get(at + ATTRIBUTE_HEADER_OCTETS, value);
        return value;
      }
      at += aligned(size);
    }
    return null;
  }

  /// An attribute that is one 32-bit number.
  int number(int fixed, int type, int otherwise) {
    byte[] value = attribute(fixed, type);
    return value == null || value.length != Integer.BYTES
        ? otherwise
        : ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
  }

  private static ByteBuffer slice(ByteBuffer buffer, int at, int length) {
    return buffer.slice(at, length).order(ByteOrder.nativeOrder());
  }

  static int aligned(int size) {
    return size + 3 & ~3;
  }
}
