package io.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// What the proc connector tells, as far as Baton asks for it.
///
/// @param what `FORK`, `EXEC`, `COMM`, `EXIT`, or `NONE`, which answers a request
/// @param pid the process, of a fork the child; of `NONE` the error number
/// @param acknowledged the request's number plus one; of `NONE` only
record ProcessEvent(int what, int pid, int acknowledged) {

  // linux/cn_proc.h: enum proc_cn_event.
  static final int NONE = 0;
  static final int FORK = 1;
  static final int EXEC = 2;
  static final int COMM = 0x200;
  static final int EXIT = 0x8000_0000;

  // linux/cn_proc.h: struct proc_event; offsets in octets.
  static final int WHAT = 0;
  static final int PID = 16;
  static final int CHILD_PID = 24;

  // linux/connector.h: struct cn_msg: id (8), sequence (4), acknowledgement (4), length (2), flags
  // (2).
  private static final int ACKNOWLEDGEMENT = 12;
  private static final int HEADER_OCTETS = 20;

  // linux/connector.h.
  private static final int CN_IDX_PROC = 1;
  private static final int CN_VAL_PROC = 1;

  // linux/cn_proc.h: enum proc_cn_mcast_op.
  private static final int PROC_CN_MCAST_LISTEN = 1;
  private static final int PROC_CN_MCAST_IGNORE = 2;

  /// linux/netlink.h: NLMSG_DONE, which is also the type of a message of its own kind.
  private static final int NLMSG_DONE = 3;

  /// Null for anything else, or what is too short.
  static @Nullable ProcessEvent parse(NetlinkMessage message) {
    ByteBuffer body = message.body();
    if (message.type() != NLMSG_DONE || body.limit() < HEADER_OCTETS + CHILD_PID) {
      return null;
    }
    if (body.getInt(0) != CN_IDX_PROC || body.getInt(Integer.BYTES) != CN_VAL_PROC) {
      return null;
    }
    int what = body.getInt(HEADER_OCTETS + WHAT);
    int at = HEADER_OCTETS + (what == FORK ? CHILD_PID : PID);
    if (body.limit() < at + 2 * Integer.BYTES) {
      return null;
    }
    boolean isOfThread = what != NONE && body.getInt(at) != body.getInt(at + Integer.BYTES);
    return isOfThread
        ? null
        : new ProcessEvent(what, body.getInt(at), body.getInt(ACKNOWLEDGEMENT));
  }

  /// Asks for events, or for no more of them.
  ///
  /// @param number comes back, plus one, in the answer
  static byte[] request(boolean listen, int number) {
    int length = NetlinkMessage.HEADER_OCTETS + HEADER_OCTETS + Integer.BYTES;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) NLMSG_DONE)
        .putShort((short) 0)
        .putInt(0)
        .putInt(0)
        .putInt(CN_IDX_PROC)
        .putInt(CN_VAL_PROC)
        .putInt(0)
        .putInt(number)
        .putShort((short) Integer.BYTES)
        .putShort((short) 0)
        .putInt(listen ? PROC_CN_MCAST_LISTEN : PROC_CN_MCAST_IGNORE)
        .array();
  }
}
