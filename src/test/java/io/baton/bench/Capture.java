package io.baton.bench;

import io.baton.interop.Host;
import io.baton.interop.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a host's `eth0` sees, with the kernel's time stamps in nanoseconds.
final class Capture implements AutoCloseable {

  private static final int NANOSECONDS_MAGIC = 0xa1b23c4d;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final String FILTER = "proto 112 or arp or icmp or vlan";

  private final Path file;
  private final Process tcpdump;

  Capture(Host host, Path file) {
    this.file = file;
    tcpdump =
        host.start(
            "tcpdump",
            "tcpdump",
            "-i",
            "eth0",
            "--immediate-mode",
            "-U",
            "-B",
            "65536",
            "-s",
            "96",
            "--time-stamp-precision=nano",
            "-Z",
            "root",
            "-w",
            file.toString(),
            FILTER);
    Poll.until("tcpdump listens", 10, () -> Files.size(file) >= FILE_HEADER);
  }

  /// Ends the capture; what was seen, in order.
  List<Frame> frames() {
    close();
    try {
      var data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      if (data.getInt(0) != NANOSECONDS_MAGIC) {
        throw new IllegalStateException(file + " is no capture with nanoseconds");
      }
      data.position(FILE_HEADER);
      var frames = new ArrayList<Frame>();
      while (data.remaining() >= RECORD_HEADER) {
        long at = data.getInt() * 1_000_000_000L + data.getInt();
        byte[] octets = new byte[data.getInt()];
        data.getInt();
        data.get(octets);
        frames.add(Frame.parse(at, octets));
      }
      Files.delete(file);
      return frames;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    tcpdump.destroy();
    tcpdump.onExit().join();
  }
}
