package io.baton.api;

import java.util.LinkedHashMap;
import java.util.Map;

/// How often each address may do something: a bucket of tokens per address, of the addresses that
/// came last. Any thread.
final class RequestRate {

  private static final int MOST_ADDRESSES = 1024;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private record Bucket(double tokens, long atNanos) {}

  /// @param perSecond 0 for no limit
  /// @param burst how many at once after a rest
  RequestRate(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /// Whether one more is allowed; it then counts.
  synchronized boolean allows(String address, long nowNanos) {
    if (perSecond <= 0) {
      return true;
    }
    double tokens = tokens(address, nowNanos);
    buckets.put(address, new Bucket(tokens < 1 ? tokens : tokens - 1, nowNanos));
    return tokens >= 1;
  }

  /// Whether one more would be allowed, without counting it.
  synchronized boolean wouldAllow(String address, long nowNanos) {
    return perSecond <= 0 || tokens(address, nowNanos) >= 1;
  }

  private double tokens(String address, long nowNanos) {
    Bucket bucket = buckets.get(address);
    return bucket == null
        ? burst
        : Math.min(burst, bucket.tokens() + (nowNanos - bucket.atNanos()) / NANOS * perSecond);
  }
}
