package io.baton.app;

import io.baton.engine.EngineEvent;
import io.baton.engine.EventSink;
import io.smallrye.reactive.messaging.annotations.Broadcast;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/// Publishes events to the channel `transitions`. Every consumer only hands over to a bounded queue
/// of its own and returns at once, so none can hold up the event loop or another one.
@ApplicationScoped
class MessagingEventSink implements EventSink {

  static final String CHANNEL = "transitions";

  private static final Logger LOG = Logger.getLogger(MessagingEventSink.class);
  private static final int BUFFER = 4096;

  private final Emitter<EngineEvent> emitter;
  private final AtomicLong lost = new AtomicLong();

  MessagingEventSink(
      @Channel(CHANNEL)
          @Broadcast
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
          Emitter<EngineEvent> emitter) {
    this.emitter = emitter;
  }

  /// How many events nobody was told of, since too many waited.
  long lost() {
    return lost.get();
  }

  @Override
  public void emit(EngineEvent event) {
    try {
      var _ = emitter.send(event);
    } catch (IllegalStateException e) {
      LOG.errorf(
          "B535 %s: %s not told, %d lost so far: %s",
          event.name(), event, lost.incrementAndGet(), e.getMessage());
    }
  }
}
