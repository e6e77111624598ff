package io.baton.api;

import io.baton.event.Outbox;
import io.baton.event.OutboxLimits;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;

/// A real outbox in a temporary folder, without an engine that fills it.
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeEventStore implements EventStore {

  private final Outbox outbox = open();

  private static Outbox open() {
    try {
      var folder = Files.createTempDirectory("baton-events");
      return Outbox.open(folder, "node1", OutboxLimits.DEFAULT, Clock.systemUTC(), _ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }
}
