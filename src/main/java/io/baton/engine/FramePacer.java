package io.baton.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Sends announcements: of each interface in order, so many at once that no advertisement is held
/// up, and with the least gap that is configured. Event loop only.
final class FramePacer {

  private static final Logger LOG = Logger.getLogger(FramePacer.class);

  /// A frame takes about 2 microseconds.
  private static final int MOST_AT_ONCE = 128;

  /// Beyond this an interface is hopeless, and the oldest announcements are of no use.
  private static final int MOST_WAITING = 65_536;

  private final Loop loop;
  private final NetworkPort network;
  private final Map<Integer, Lane> lanes = new HashMap<>();

  FramePacer(Loop loop, NetworkPort network) {
    this.loop = loop;
    this.network = network;
  }

  // The octets are sent once; an entry is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(byte[] frame, long gapNanos) {}

  private static final class Lane {
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private long freeAtNanos = Long.MIN_VALUE;
    private boolean scheduled;
  }

  /// @param gapNanos to the next frame on this interface, 0 for none
  void send(int interfaceIndex, List<byte[]> frames, long gapNanos) {
    var lane = lanes.computeIfAbsent(interfaceIndex, _ -> new Lane());
    for (var frame : frames) {
      if (lane.waiting.size() >= MOST_WAITING) {
        lane.waiting.removeFirst();
      }
      lane.waiting.addLast(new Entry(frame, gapNanos));
    }
    if (!lane.scheduled) {
      drain(interfaceIndex, lane);
    }
  }

  private void drain(int interfaceIndex, Lane lane) {
    lane.scheduled = false;
    long now = loop.nanoTime();
    var batch = new ArrayList<byte[]>();
    while (!lane.waiting.isEmpty() && batch.size() < MOST_AT_ONCE && lane.freeAtNanos <= now) {
      var entry = lane.waiting.removeFirst();
      batch.add(entry.frame());
      if (entry.gapNanos() > 0) {
        lane.freeAtNanos = now + entry.gapNanos();
      }
    }
    trySend(interfaceIndex, batch, lane);
    if (!lane.waiting.isEmpty()) {
      lane.scheduled = true;
      loop.at(Math.max(now, lane.freeAtNanos), () -> drain(interfaceIndex, lane));
    }
  }

  private void trySend(int interfaceIndex, List<byte[]> batch, Lane lane) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      network.sendFrames(interfaceIndex, batch);
    } catch (PortException e) {
      LOG.warnf("announcements: %s; %d more are given up", e.getMessage(), lane.waiting.size());
      lane.waiting.clear();
    }
  }
}
