package io.baton.engine;

import io.baton.vrrp.IpText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts of one virtual router or one channel. Event loop only; readers get snapshots.
final class AdvertCounters {

  /// Sources can be forged at will, so only those heard last are told apart.
  private static final int MOST_SOURCES = 16;

  private long sent;
  private long sendFailed;
  private long received;
  private long resignsSent;
  private long resignsReceived;
  private long tolerated;
  private @Nullable Long sentAtNanos;
  private @Nullable Long receivedAtNanos;
  private final GapRecorder sentGaps = new GapRecorder();
  private final GapRecorder receivedGaps = new GapRecorder();
  private final EnumMap<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private final LinkedHashMap<InetAddress, EnumMap<Refusal, Long>> bySource =
      new LinkedHashMap<>(MOST_SOURCES, 0.75f, true);

  void sent(boolean resign, long nowNanos, long intervalNanos) {
    sent++;
    sentAtNanos = nowNanos;
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
    receivedAtNanos = nowNanos;
    resignsReceived += resign ? 1 : 0;
    record(receivedGaps, resign, nowNanos, intervalNanos);
  }

  /// Accepted although its signature is not right.
  void tolerated() {
    tolerated++;
  }

  void refused(Refusal reason, InetAddress source) {
    refused.merge(reason, 1L, Long::sum);
    bySource
        .computeIfAbsent(source, _ -> new EnumMap<>(Refusal.class))
        .merge(reason, 1L, Long::sum);
    if (bySource.size() > MOST_SOURCES) {
      bySource.pollFirstEntry();
    }
  }

  Map<Refusal, Long> refused() {
    return Map.copyOf(refused);
  }

  Snapshot snapshot(long nowNanos) {
    var sources = new TreeMap<String, Map<Refusal, Long>>();
    bySource.forEach((source, counts) -> sources.put(IpText.of(source), counts));
    return new Snapshot(
        sent,
        sendFailed,
        received,
        resignsSent,
        resignsReceived,
        tolerated,
        refused,
        sources,
        sentGaps.snapshot(),
        receivedGaps.snapshot(),
        ago(sentAtNanos, nowNanos),
        ago(receivedAtNanos, nowNanos));
  }

  private static @Nullable Duration ago(@Nullable Long atNanos, long nowNanos) {
    return atNanos == null ? null : Duration.ofNanos(nowNanos - atNanos);
  }

  /// Advertisements since the start.
  ///
  /// @param sent priority 0 included
  /// @param received accepted ones, priority 0 included
  /// @param tolerated accepted ones whose signature is not right, while signing is introduced
  /// @param refusedBySource the same as `refused`, for each of the sources refused last
  /// @param sentAgo how long ago the last one was sent; null for never
  /// @param receivedAgo how long ago the last one was accepted; null for never
  public record Snapshot(
      long sent,
      long sendFailed,
      long received,
      long resignsSent,
      long resignsReceived,
      long tolerated,
      Map<Refusal, Long> refused,
      Map<String, Map<Refusal, Long>> refusedBySource,
      Gaps sentGaps,
      Gaps receivedGaps,
      @Nullable Duration sentAgo,
      @Nullable Duration receivedAgo) {

    public Snapshot {
      refused = Map.copyOf(refused);
      var copies = new TreeMap<String, Map<Refusal, Long>>();
      refusedBySource.forEach((source, counts) -> copies.put(source, Map.copyOf(counts)));
      refusedBySource = Collections.unmodifiableMap(copies);
    }
  }
}
