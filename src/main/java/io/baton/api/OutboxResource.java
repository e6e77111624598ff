package io.baton.api;

import io.baton.event.DeadLetter;
import io.baton.event.DestinationState;
import io.baton.event.OutboxState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/outbox`: how events are delivered, and what could not be.
@Path("/api/v1/outbox")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "outbox")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OutboxResource {

  private static final String LETTERS = "{destination}/dead-letters";

  private final EventStore store;

  OutboxResource(EventStore store) {
    this.store = store;
  }

  /// The whole outbox.
  public record OutboxView(OutboxState store, List<DestinationState> destinations) {}

  /// An event that was given up.
  public record DeadLetterView(
      String id,
      String type,
      String subject,
      String summary,
      Instant time,
      String why,
      Instant at,
      int attempts) {

    static DeadLetterView of(DeadLetter letter) {
      var event = letter.event();
      return new DeadLetterView(
          event.id(),
          event.type(),
          event.subject(),
          event.summary(),
          event.time(),
          letter.why(),
          letter.at(),
          letter.attempts());
    }
  }

  /// How many dead letters are tried again.
  public record Retried(int retried) {}

  @GET
  @Operation(operationId = "getOutbox", summary = "How events are kept and delivered.")
  public OutboxView all() {
    var outbox = store.outbox();
    return new OutboxView(outbox.state(), outbox.destinations());
  }

  @GET
  @Path("{destination}")
  @Operation(operationId = "getDestination", summary = "One destination.")
  public DestinationState one(String destination) {
    return store
        .outbox()
        .destination(destination)
        .orElseThrow(() -> ApiProblem.notFound("destination", destination));
  }

  @GET
  @Path(LETTERS)
  @Operation(operationId = "listDeadLetters", summary = "Events that were given up.")
  public List<DeadLetterView> deadLetters(String destination) {
    var _ = one(destination);
    return store.outbox().deadLetters(destination).stream().map(DeadLetterView::of).toList();
  }

  /// All dead letters are tried again; each stays until it is delivered.
  @POST
  @Path(LETTERS + "/retry")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "retryDeadLetters", summary = "Tries all dead letters again.")
  public Retried retryAll(String destination) {
    var _ = one(destination);
    return new Retried(store.outbox().retry(destination, null));
  }

  @POST
  @Path(LETTERS + "/{id}/retry")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "retryDeadLetter", summary = "Tries one dead letter again.")
  public Retried retryOne(String destination, String id) {
    var _ = one(destination);
    int retried = store.outbox().retry(destination, id);
    if (retried == 0) {
      throw ApiProblem.notFound("dead letter", id);
    }
    return new Retried(retried);
  }

  @DELETE
  @Path(LETTERS + "/{id}")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "deleteDeadLetter", summary = "Forgets a dead letter.")
  public void delete(String destination, String id) {
    if (!store.outbox().delete(destination, id)) {
      throw ApiProblem.notFound("dead letter", id);
    }
  }

  /// Calls a destination again that had asked not to be called; an attempt that waits is made now.
  @POST
  @Path("{destination}/enable")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "enableDestination", summary = "Calls a destination again.")
  public DestinationState enable(String destination) {
    var _ = one(destination);
    store.outbox().enable(destination);
    return one(destination);
  }
}
