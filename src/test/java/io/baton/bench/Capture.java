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
import java.util.Comparator;
import java.util.List;

/// What some devices of a host see, with the kernel's time stamps in nanoseconds.
final class Capture implements AutoCloseable {

  private static final int NANOSECONDS_MAGIC = 0xa1b23c4d;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final String FILTER = "proto 112 or arp or icmp";

  private final List<Path> files = new ArrayList<>();
  private final List<Process> running = new ArrayList<>();

  /// @param file where the frames of each device go, with the device's name at its end
  Capture(Host host, List<String> devices, Path file) {
    for (String device : devices) {
      Path own = Path.of(file + device);
      files.add(own);
      running.add(start(host, device, own));
    }
    Poll.until("tcpdump listens", 20, this::listens);
  }

  private boolean listens() throws IOException {
    for (Path file : files) {
      if (Files.size(file) < FILE_HEADER) {
        return false;
      }
    }
    return true;
  }

  private static Process start(Host host, String device, Path file) {
    return host.start(
        "tcpdump",
        "tcpdump",
        "-i",
        device,
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
  }

  /// Ends the capture; what was seen, in order.
  List<Frame> frames() {
    close();
    var frames = new ArrayList<Frame>();
    files.forEach(file -> read(file, frames));
    frames.sort(Comparator.comparingLong(Frame::at));
    return frames;
  }

  private static void read(Path file, List<Frame> frames) {
    try {
      var data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      if (data.getInt(0) != NANOSECONDS_MAGIC) {
        throw new IllegalStateException(file + " is no capture with nanoseconds");
      }
      data.position(FILE_HEADER);
      while (data.remaining() >= RECORD_HEADER) {
        long at = data.getInt() * 1_000_000_000L + data.getInt();
        byte[] octets = new byte[data.getInt()];
        data.getInt();
        data.get(octets);
        frames.add(Frame.parse(at, octets));
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    running.forEach(Process::destroy);
    running.forEach(process -> process.onExit().join());
  }
}
