package io.baton.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/notifiers`: where events are sent.
@Path("/api/v1/notifiers")
@Tag(name = "notifiers")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class NotifierResource {

  private static final ConfigObjects.Kind KIND = new ConfigObjects.Kind("notifiers", "notifier");

  private final ConfigObjects objects;

  NotifierResource(ConfigObjects objects) {
    this.objects = objects;
  }

  @GET
  @Operation(operationId = "listNotifiers", summary = "All notifiers.")
  public Response all() {
    return ChangeAnswers.json(200, objects.all(KIND, _ -> null)).build();
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getNotifier", summary = "One notifier, with its tag.")
  public Response one(String name) {
    return objects.one(KIND, name, _ -> null);
  }

  @PUT
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "putNotifier", summary = "Creates or replaces a notifier.")
  public Response put(String name, byte[] body, @BeanParam ChangeParams params) {
    return objects.put(KIND, name, body, params);
  }

  @PATCH
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(operationId = "patchNotifier", summary = "Changes some keys of a notifier.")
  public Response patch(String name, byte[] body, @BeanParam ChangeParams params) {
    return objects.patch(KIND, name, body, params);
  }

  @DELETE
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(operationId = "deleteNotifier", summary = "Takes a notifier away.")
  public Response delete(String name, @BeanParam ChangeParams params) {
    return objects.delete(KIND, name, params);
  }
}
