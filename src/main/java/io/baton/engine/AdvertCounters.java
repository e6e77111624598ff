package io.baton.engine;

import java.util.EnumMap;
import java.util.Map;

/// Counts of one virtual router or one channel. Event loop only; readers get snapshots.
final class AdvertCounters {

  private long sent;
  private long sendFailed;
  private long received;
  private long resignsSent;
  private long resignsReceived;
  private final EnumMap<Refusal, Long> refused = new EnumMap<>(Refusal.class);

  void sent(boolean resign) {
    sent++;
    resignsSent += resign ? 1 : 0;
  }

  void sendFailed() {
    sendFailed++;
  }

  void received(boolean resign) {
    received++;
    resignsReceived += resign ? 1 : 0;
  }

  void refused(Refusal reason) {
    refused.merge(reason, 1L, Long::sum);
  }

  Snapshot snapshot() {
    return new Snapshot(sent, sendFailed, received, resignsSent, resignsReceived, refused);
  }

  /// Advertisements since the start.
  ///
  /// @param sent priority 0 included
  /// @param received accepted ones, priority 0 included
  public record Snapshot(
      long sent,
      long sendFailed,
      long received,
      long resignsSent,
      long resignsReceived,
      Map<Refusal, Long> refused) {

    public Snapshot {
      refused = Map.copyOf(refused);
    }
  }
}
