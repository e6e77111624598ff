package io.baton.notify;

import io.baton.event.StoredEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Events as the outbox hands them to destinations.
final class StoredEvents {

  private StoredEvents() {}

  static StoredEvent transition(long position, String instance, String state) {
    return event(position, "io.baton.transition.v1", instance, state);
  }

  /// A transition that says where it came from.
  static StoredEvent transition(long position, String instance, String from, String state) {
    var plain = transition(position, instance, state);
    return new StoredEvent(
        position,
        plain.id(),
        plain.type(),
        plain.source(),
        instance,
        plain.sequence(),
        0,
        plain.time(),
        state,
        plain.summary(),
        plain.text().replace("\"to\":", "\"from\":\"" + from + "\",\"to\":"));
  }

  static StoredEvent event(long position, String type, String subject, @Nullable String state) {
    String id = "0198c0de-0000-7000-8000-%012d".formatted(position);
    String source = "/baton/node1/instances/" + subject;
    String text =
        """
        {"specversion":"1.0","id":"%s","type":"%s","source":"%s","subject":"%s",\
        "time":"2026-03-04T05:06:07Z","datacontenttype":"application/json","sequence":"%d",\
        "data":{"instance":"%s","to":"%s"}}"""
            .formatted(id, type, source, subject, position, subject, state);
    return new StoredEvent(
        position,
        id,
        type,
        source,
        subject,
        position,
        0,
        Instant.parse("2026-03-04T05:06:07Z"),
        state,
        subject + " is " + state,
        text);
  }
}
