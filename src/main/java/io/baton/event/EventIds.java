package io.baton.event;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Makes ids: UUIDs of version 7 (RFC 9562), which sort by the time of their event.
final class EventIds {

  private final SecureRandom random = new SecureRandom();

  String next(Instant time) {
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high(time), low).toString();
  }

  private long high(Instant time) {
    return (time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
  }
}
