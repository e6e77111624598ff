package io.baton.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Sends announcements: of each lane in order, so many at once that no advertisement is held up,
/// and with the least gap that is configured. Event loop only.
final class FramePacer {

  private static final Logger LOG = Logger.getLogger(FramePacer.class);

  /// A frame takes about 2 microseconds.
  private static final int MOST_AT_ONCE = 128;

  /// Beyond this a lane is hopeless, and the oldest announcements are of no use.
  private static final int MOST_WAITING = 65_536;

  private final Loop loop;
  private final NetworkPort network;
  private final Map<Object, Lane> lanes = new HashMap<>();

  FramePacer(Loop loop, NetworkPort network) {
    this.loop = loop;
    this.network = network;
  }

  // The octets are sent once; an entry is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(int interfaceIndex, byte[] frame, long gapNanos) {}

  private static final class Lane {
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private long freeAtNanos = Long.MIN_VALUE;
    private boolean scheduled;
  }

  void send(Pace pace, int interfaceIndex, List<byte[]> frames) {
    var lane = lanes.computeIfAbsent(pace.lane(), _ -> new Lane());
    for (var frame : frames) {
      if (lane.waiting.size() >= MOST_WAITING) {
        lane.waiting.removeFirst();
      }
      lane.waiting.addLast(new Entry(interfaceIndex, frame, pace.gapNanos()));
    }
    if (!lane.scheduled) {
      drain(pace.lane(), lane);
    }
  }

  private void drain(Object key, Lane lane) {
    lane.scheduled = false;
    long now = loop.nanoTime();
    var batches = new LinkedHashMap<Integer, List<byte[]>>();
    for (int i = 0; i < MOST_AT_ONCE && !lane.waiting.isEmpty() && lane.freeAtNanos <= now; i++) {
      var entry = lane.waiting.removeFirst();
      batches.computeIfAbsent(entry.interfaceIndex(), _ -> new ArrayList<>()).add(entry.frame());
      if (entry.gapNanos() > 0) {
        lane.freeAtNanos = now + entry.gapNanos();
      }
    }
    batches.forEach((index, frames) -> trySend(index, frames, lane));
    if (!lane.waiting.isEmpty()) {
      lane.scheduled = true;
      loop.at(Math.max(now, lane.freeAtNanos), () -> drain(key, lane));
    } else if (lane.freeAtNanos <= now) {
      lanes.remove(key);
    }
  }

  private void trySend(int interfaceIndex, List<byte[]> frames, Lane lane) {
    try {
      network.sendFrames(interfaceIndex, frames);
    } catch (PortException e) {
      int before = lane.waiting.size();
      lane.waiting.removeIf(entry -> entry.interfaceIndex() == interfaceIndex);
      int givenUp = before - lane.waiting.size();
      LOG.warnf("B215 announcements: %s; %d more are given up", e.getMessage(), givenUp);
    }
  }
}
