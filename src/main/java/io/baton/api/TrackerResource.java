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
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/trackers`: scripts, processes, files and checks that instances depend on.
@Path("/api/v1/trackers")
@Tag(name = "trackers")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class TrackerResource {

  private static final List<String> KINDS = List.of("scripts", "processes", "files", "checks");

  private final ConfigObjects objects;

  TrackerResource(ConfigObjects objects) {
    this.objects = objects;
  }

  @GET
  @Operation(operationId = "listTrackers", summary = "All trackers.")
  public Response all() {
    var all = new LinkedHashMap<String, Object>();
    KINDS.forEach(kind -> all.put(kind, objects.all(kind(kind), _ -> null)));
    return ChangeAnswers.json(200, all).build();
  }

  @GET
  @Path("{kind}")
  @Operation(operationId = "listTrackersOfKind", summary = "All trackers of one kind.")
  public Response allOf(String kind) {
    return ChangeAnswers.json(200, objects.all(kind(kind), _ -> null)).build();
  }

  @GET
  @Path("{kind}/{name}")
  @Operation(operationId = "getTracker", summary = "One tracker, with its tag.")
  public Response one(String kind, String name) {
    return objects.one(kind(kind), name, _ -> null);
  }

  @PUT
  @Path("{kind}/{name}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "putTracker", summary = "Creates or replaces a tracker.")
  public Response put(String kind, String name, byte[] body, @BeanParam ChangeParams params) {
    return objects.put(kind(kind), name, body, params);
  }

  @PATCH
  @Path("{kind}/{name}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(operationId = "patchTracker", summary = "Changes some keys of a tracker.")
  public Response patch(String kind, String name, byte[] body, @BeanParam ChangeParams params) {
    return objects.patch(kind(kind), name, body, params);
  }

  @DELETE
  @Path("{kind}/{name}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(operationId = "deleteTracker", summary = "Takes a tracker away.")
  public Response delete(String kind, String name, @BeanParam ChangeParams params) {
    return objects.delete(kind(kind), name, params);
  }

  private static ConfigObjects.Kind kind(String kind) {
    if (!KINDS.contains(kind)) {
      throw ApiProblem.notFound("kind of tracker", kind);
    }
    return new ConfigObjects.Kind(kind, "tracker");
  }
}
