package io.baton.api;

import io.baton.event.EventHistory;
import io.baton.event.EventHistory.Filter;
import io.baton.event.StoredEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `/api/v1/transitions/stream`: what happens, as server-sent events. A reader is nothing but a
/// place in the history: a slow one holds up nobody, and `Last-Event-ID` goes on where it stopped.
@Path("/api/v1/transitions/stream")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "transitions")
public class TransitionStream {

  private static final Logger LOG = Logger.getLogger(TransitionStream.class);
  private static final int MOST_READERS = 64;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// Who takes nothing for so long is gone.
  private static final Duration LONGEST_SEND = Duration.ofSeconds(30);

  private final EventStore store;
  private final Semaphore places = new Semaphore(MOST_READERS);

  TransitionStream(EventStore store) {
    this.store = store;
  }

  /// Sends events until the reader goes.
  ///
  /// @param lastId events after this one; from now on without it. An id that the history does not
  ///   hold any more: everything that it holds
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(operationId = "streamTransitions", summary = "What happens, as server-sent events.")
  public void stream(
      @HeaderParam("Last-Event-ID") @Nullable String lastId,
      @QueryParam("type") @Nullable String type,
      @QueryParam("instance") @Nullable String instance,
      @QueryParam("state") @Nullable String state,
      @Context SseEventSink sink,
      @Context Sse sse) {
    var history = store.outbox().history();
    if (!places.tryAcquire()) {
      throw new ApiProblem(
              503, "too-many-readers", "Too many readers", MOST_READERS + " streams at most")
          .header("Retry-After", "10");
    }
    long now = history.last();
    Thread.ofVirtual()
        .name("stream")
        .start(
            () -> {
              try (sink) {
                long start =
                    lastId == null || lastId.isEmpty()
                        ? now
                        : history.positionOf(lastId).orElse(0L);
                pump(history, new Filter(type, instance, state, null, null), start, sink, sse);
              } catch (InterruptedException | CompletionException | TimeoutException e) {
                LOG.debugf("a reader of the stream has gone: %s", e.getMessage());
              } finally {
                places.release();
              }
            });
  }

  private static void pump(
      EventHistory history, Filter filter, long start, SseEventSink sink, Sse sse)
      throws InterruptedException, TimeoutException {
    long position = start;
    send(sink, sse.newEventBuilder().comment("connected").build());
    while (!sink.isClosed()) {
      Optional<StoredEvent> next = history.next(filter, position, HEARTBEAT);
      if (next.isPresent()) {
        var event = next.get();
        position = event.position();
        send(
            sink,
            sse.newEventBuilder().id(event.id()).name(event.type()).data(event.text()).build());
      } else {
        send(sink, sse.newEventBuilder().comment("waiting").build());
      }
    }
  }

  private static void send(SseEventSink sink, OutboundSseEvent event)
      throws InterruptedException, TimeoutException {
    try {
      var _ =
          sink.send(event)
              .toCompletableFuture()
              .get(LONGEST_SEND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }
}
