package io.baton.event;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// Stored events without an engine.
final class SampleEvents {

  private SampleEvents() {}

  static StoredEvent event(String subject, long sequence) {
    return event(subject, sequence, Instant.now());
  }

  static StoredEvent event(String subject, long sequence, Instant time) {
    var id = new UUID(subject.hashCode(), sequence).toString();
    return new StoredEvent(
        0,
        id,
        CloudEvents.TRANSITION,
        Sources.of("node", "instances", subject),
        subject,
        sequence,
        sequence * 10,
        time,
        "MASTER",
        subject + " is MASTER",
        String.format(Locale.ROOT, "{\"id\":\"%s\",\"pad\":\"%s\"}", id, "x".repeat(700)));
  }
}
