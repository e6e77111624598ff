package io.baton.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as every destination sees it: a CloudEvent 1.0 in structured JSON.
///
/// @param position where it lies in the log; grows by one from event to event
/// @param id a UUIDv7; the same however often the event is delivered
/// @param type `io.baton.transition.v1`
/// @param source what it is about, on which node: `/baton/NODE/instances/VI_1`
/// @param subject the name of the instance, group or tracker: the ordering key
/// @param sequence counts the events of one source; without gaps while the daemon runs, and growing
///   over restarts
/// @param epoch grows each time an instance becomes Active: a fencing token; 0 for other events
/// @param state the state entered, in keepalived's words; null for anything but a transition
/// @param summary what happened, in a sentence
/// @param text the CloudEvent as JSON
public record StoredEvent(
    long position,
    String id,
    String type,
    String source,
    String subject,
    long sequence,
    long epoch,
    Instant time,
    @Nullable String state,
    String summary,
    String text) {

  /// The CloudEvent as it travels: JSON, UTF-8.
  public byte[] json() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The same event at another position.
  StoredEvent at(long newPosition) {
    return new StoredEvent(
        newPosition, id, type, source, subject, sequence, epoch, time, state, summary, text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredEvent event && event.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return type + " " + source + " " + sequence + " (" + id + ")";
  }
}
