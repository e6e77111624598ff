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
  private final GapRecorder sentGaps = new GapRecorder();
  private final GapRecorder receivedGaps = new GapRecorder();
  private final EnumMap<Refusal, Long> refused = new EnumMap<>(Refusal.class);

  void sent(boolean resign, long nowNanos, long intervalNanos) {
    sent++;
    resignsSent += resign ? 1 : 0;
    record(sentGaps, resign, nowNanos, intervalNanos);
  }

  /// Nobody advertises after a resignation, for a while.
  private static void record(GapRecorder gaps, boolean resign, long nowNanos, long intervalNanos) {
    if (resign) {
      gaps.pause();
    } else {
      gaps.record(nowNanos, intervalNanos);
    }
  }

  /// The state has changed: what is sent and heard from now on does not follow what was.
  void stateChanged() {
    sentGaps.pause();
    receivedGaps.pause();
  }

  void sendFailed() {
    sendFailed++;
  }

  void received(boolean resign, long nowNanos, long intervalNanos) {
    received++;
    resignsReceived += resign ? 1 : 0;
    record(receivedGaps, resign, nowNanos, intervalNanos);
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
        sent,
        sendFailed,
        received,
        resignsSent,
        resignsReceived,
        tolerated,
        refused,
        sentGaps.snapshot(),
        receivedGaps.snapshot());
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
      Map<Refusal, Long> refused,
      Gaps sentGaps,
      Gaps receivedGaps) {

    public Snapshot {
      refused = Map.copyOf(refused);
    }
  }
}
