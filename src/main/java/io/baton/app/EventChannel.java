package io.baton.app;

import io.baton.api.ApiProblem;
import io.baton.api.EventStore;
import io.baton.config.GlobalConfig;
import io.baton.engine.EngineEvent;
import io.baton.event.Outbox;
import io.baton.event.OutboxLimits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hands the events of the messaging channel to the outbox, which keeps and delivers them.
@ApplicationScoped
class EventChannel implements EventStore {

  private static final Logger LOG = Logger.getLogger(EventChannel.class);

  private final MessagingEventSink sink;
  private final MeterRegistry meters;
  private volatile @Nullable Outbox outbox;

  EventChannel(MessagingEventSink sink, MeterRegistry meters) {
    this.sink = sink;
    this.meters = meters;
  }

  /// Before the engine starts. A state folder that is not to be written to is replaced by a
  /// temporary one: events are delivered, but those of an earlier life are not.
  Outbox open(Path stateDir, GlobalConfig global) {
    var opened =
        Outbox.open(
            usable(stateDir), node(global), OutboxLimits.DEFAULT, Clock.systemUTC(), sink::emit);
    var _ = new OutboxMetrics(opened, meters, Clock.systemUTC());
    outbox = opened;
    return opened;
  }

  private static Path usable(Path stateDir) {
    if (Files.isWritable(stateDir)) {
      return stateDir;
    }
    try {
      var temporary = Files.createTempDirectory("baton-");
      LOG.warnf("%s is not to be written to, events are kept in %s", stateDir, temporary);
      return temporary;
    } catch (IOException e) {
      return stateDir;
    }
  }

  private static String node(GlobalConfig global) {
    if (global.routerId() != null) {
      return global.routerId();
    }
    try {
      // Not from a resolver: that may block for seconds while the network is down.
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  @Override
  public Outbox outbox() {
    var open = outbox;
    if (open == null) {
      throw new ApiProblem(503, "not-running", "The daemon does not run", "it has not started yet")
          .header("Retry-After", "1");
    }
    return open;
  }

  @Incoming(MessagingEventSink.CHANNEL)
  void onEvent(EngineEvent event) {
    var open = outbox;
    if (open != null) {
      open.record(event);
    }
  }

  void close(Duration limit) {
    var open = outbox;
    if (open != null) {
      open.close(limit);
    }
  }
}
