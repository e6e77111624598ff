package io.baton.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.baton.event.EventHistory;
import io.baton.event.EventHistory.Filter;
import io.baton.event.StoredEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `/api/v1/transitions`: what happened, newest first, as CloudEvents.
@Path("/api/v1/transitions")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "transitions")
@Produces(MediaType.APPLICATION_JSON)
public class TransitionResource {

  private static final int LARGEST_PAGE = 1000;
  private static final int USUAL_PAGE = 100;

  private final EventStore store;
  private final ObjectMapper mapper;

  TransitionResource(EventStore store, ObjectMapper mapper) {
    this.store = store;
    this.mapper = mapper;
  }

  /// A page of the history.
  ///
  /// @param type `io.baton.transition.v1` for transitions only, as for the other types
  /// @param instance of an instance, group, tracker or destination
  /// @param state MASTER, BACKUP, FAULT or STOP
  /// @param since and `until`: RFC 3339; the first included, the second not
  /// @param cursor `next` of the page before
  @GET
  @RunOnVirtualThread
  @Operation(operationId = "listTransitions", summary = "What happened, newest first.")
  public JsonNode page(
      @QueryParam("type") @Nullable String type,
      @QueryParam("instance") @Nullable String instance,
      @QueryParam("state") @Nullable String state,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @QueryParam("cursor") @Schema(type = SchemaType.INTEGER) @Nullable String cursor,
      @QueryParam("limit") @Schema(type = SchemaType.INTEGER, defaultValue = "100")
          @Nullable String limit) {
    int most = (int) ChangeParams.whole("limit", limit, 1, LARGEST_PAGE).orElse(USUAL_PAGE);
    long from = ChangeParams.whole("cursor", cursor, 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    var filter = new Filter(type, instance, state, time("since", since), time("until", until));
    var history = store.outbox().history();
    return json(history.page(filter, from, most));
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiProblem.badRequest("bad-parameter", name + " is a time like 2030-01-31T12:00:00Z");
    }
  }

  private ObjectNode json(EventHistory.Page page) {
    var json = mapper.createObjectNode();
    var events = json.putArray("events");
    page.events().forEach(event -> events.add(parsed(event)));
    json.put("next", page.before());
    return json;
  }

  private JsonNode parsed(StoredEvent event) {
    try {
      return mapper.readTree(event.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("we stored no JSON: " + event, e);
    }
  }
}
