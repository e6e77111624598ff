package io.baton.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A classic BPF program for the proc connector's socket: only what happens to whole processes
/// wakes this one, not the starts and ends of threads, nor changes of users and sessions.
///
/// linux/netlink.h, linux/connector.h, linux/cn_proc.h; offsets in octets from the beginning:
///
/// ```
///   0 struct nlmsghdr   16 struct cn_msg   36 what (4)   40 cpu (4)   44 time (8)
///   52 pid (4)   56 tgid (4)                              of EXEC, COMM and EXIT
///   52 parent's (8)   60 child's pid (4)   64 its tgid (4)   of FORK
/// ```
final class ProcessEventFilter {

  private static final int SO_ATTACH_FILTER = 26;

  // linux/bpf_common.h.
  private static final int LOAD_WORD = 0x20;
  private static final int X_IS_A = 0x07;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_EQUAL_X = 0x1d;
  private static final int RETURN = 0x06;
  private static final int WHOLE = -1;
  private static final int DROP = 0;

  private static final int HEADERS_OCTETS = 36;
  private static final int INSTRUCTION_OCTETS = 8;
  private static final int INSTRUCTIONS = 16;

  private ProcessEventFilter() {}

  static void attach(KernelSocket socket) {
    byte[] program = program();
    try (var memory = new Memory(program.length)) {
      memory.write(0, program, 0, program.length);
      // linux/filter.h, struct sock_fprog: the number of instructions, padding, their address.
      var fprog = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      fprog.putShort(0, (short) INSTRUCTIONS).putLong(8, Pointer.nativeValue(memory));
      socket.option("set the filter of", KernelSocket.SOL_SOCKET, SO_ATTACH_FILTER, fprog.array());
    }
  }

  private static byte[] program() {
    var program =
        ByteBuffer.allocate(INSTRUCTIONS * INSTRUCTION_OCTETS).order(ByteOrder.nativeOrder());
    // Each jump counts the instructions that it leaves out.
    load(program, ProcessEvent.WHAT);
    add(program, JUMP_IF_EQUAL, 13, 0, loaded(ProcessEvent.NONE));
    add(program, JUMP_IF_EQUAL, 3, 0, loaded(ProcessEvent.FORK));
    add(program, JUMP_IF_EQUAL, 6, 0, loaded(ProcessEvent.EXEC));
    add(program, JUMP_IF_EQUAL, 5, 0, loaded(ProcessEvent.COMM));
    add(program, JUMP_IF_EQUAL, 4, 8, loaded(ProcessEvent.EXIT));
    load(program, ProcessEvent.CHILD_PID);
    add(program, X_IS_A, 0, 0, 0);
    load(program, ProcessEvent.CHILD_PID + Integer.BYTES);
    add(program, JUMP_IF_EQUAL_X, 5, 4, 0);
    load(program, ProcessEvent.PID);
    add(program, X_IS_A, 0, 0, 0);
    load(program, ProcessEvent.PID + Integer.BYTES);
    add(program, JUMP_IF_EQUAL_X, 1, 0, 0);
    add(program, RETURN, 0, 0, DROP);
    add(program, RETURN, 0, 0, WHOLE);
    return program.array();
  }

  private static void load(ByteBuffer program, int offsetInEvent) {
    add(program, LOAD_WORD, 0, 0, HEADERS_OCTETS + offsetInEvent);
  }

  /// A load takes the octets for big-endian.
  private static int loaded(int nativeValue) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? nativeValue
        : Integer.reverseBytes(nativeValue);
  }

  private static void add(ByteBuffer program, int code, int jumpTrue, int jumpFalse, int operand) {
    program.putShort((short) code).put((byte) jumpTrue).put((byte) jumpFalse).putInt(operand);
  }
}
