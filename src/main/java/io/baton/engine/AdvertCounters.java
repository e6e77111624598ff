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
  private long tolerated;
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

  /// Accepted although its signature is not right.
  void tolerated() {
    tolerated++;
  }

  void refused(Refusal reason) {
    refused.merge(reason, 1L, Long::sum);
  }

  Snapshot snapshot() {
    return new Snapshot(
        sent, sendFailed, received, resignsSent, resignsReceived, tolerated, refused);
  }

  /// Advertisements since the start.
  ///
  /// @param sent priority 0 included
  /// @param received accepted ones, priority 0 included
  /// @param tolerated accepted ones whose signature is not right, while signing is introduced
  public record Snapshot(
      long sent,
      long sendFailed,
      long received,
      long resignsSent,
      long resignsReceived,
      long tolerated,
      Map<Refusal, Long> refused) {

    public Snapshot {
      refused = Map.copyOf(refused);
    }
  }
}
