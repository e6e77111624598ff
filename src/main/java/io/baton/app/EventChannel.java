package io.baton.app;

import io.baton.api.ApiProblem;
import io.baton.api.EventStore;
import io.baton.config.BatonConfig;
import io.baton.config.GlobalConfig;
import io.baton.engine.EngineEvent;
import io.baton.event.Outbox;
import io.baton.event.OutboxLimits;
import io.baton.notify.Destinations;
import io.baton.notify.KafkaEmitter;
import io.baton.notify.KafkaSender;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hands the events of the messaging channel to the outbox, which keeps and delivers them.
@ApplicationScoped
class EventChannel implements EventStore {

  private static final Logger LOG = Logger.getLogger(EventChannel.class);

  private final MessagingEventSink sink;
  private final Vertx vertx;
  private final Supplier<Optional<KafkaSender>> kafka;
  private volatile @Nullable Outbox outbox;
  private volatile @Nullable Destinations destinations;

  /// @param kafka can only be made where Kafka is on
  EventChannel(
      MessagingEventSink sink,
      Vertx vertx,
      Instance<KafkaEmitter> kafka,
      @ConfigProperty(name = "baton.kafka.enabled") boolean kafkaEnabled) {
    this.sink = sink;
    this.vertx = vertx;
    this.kafka = () -> kafkaEnabled ? Optional.of(kafka.get()) : Optional.empty();
  }

  /// Before the engine starts. A state folder that is not to be written to is replaced by a
  /// temporary one: events are delivered, but those of an earlier life are not.
  Outbox open(Path stateDir, BatonConfig config) {
    var clock = Clock.systemUTC();
    var node = node(config.global());
    var opened = Outbox.open(usable(stateDir), node, OutboxLimits.DEFAULT, clock, sink::emit);
    outbox = opened;
    destinations =
        new Destinations(vertx, clock, kafka, host(), opened::register, opened::unregister);
    use(config);
    return opened;
  }

  /// Delivers to the destinations of this configuration from now on. One thread at a time, not the
  /// event loop: an attempt under way at a destination that goes away is ended first.
  void use(BatonConfig config) {
    var open = destinations;
    if (open != null) {
      open.replace(config);
    }
  }

  private static Path usable(Path stateDir) {
    if (Files.isWritable(stateDir)) {
      return stateDir;
    }
    try {
      var temporary = Files.createTempDirectory("baton-");
      LOG.warnf("B536 %s is not to be written to, events are kept in %s", stateDir, temporary);
      return temporary;
    } catch (IOException e) {
      return stateDir;
    }
  }

  private static String node(GlobalConfig global) {
    return global.routerId() == null ? host() : global.routerId();
  }

  private static String host() {
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
