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

/// `/api/v1/instances`: the virtual routers of this host, what they do and what they are to do.
@Path("/api/v1/instances")
@Tag(name = "instances")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class InstanceResource {

  private static final ConfigObjects.Kind KIND = new ConfigObjects.Kind("instances", "instance");

  private final ConfigObjects objects;
  private final Running running;

  InstanceResource(ConfigObjects objects, Running running) {
    this.objects = objects;
    this.running = running;
  }

  @GET
  @Operation(operationId = "listInstances", summary = "All instances.")
  public Response all() {
    return ChangeAnswers.json(200, objects.all(KIND, running.now())).build();
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getInstance", summary = "One instance, with its tag.")
  public Response one(String name) {
    return objects.one(KIND, name, running.now());
  }

  @PUT
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "putInstance", summary = "Creates or replaces an instance.")
  public Response put(String name, byte[] body, @BeanParam ChangeParams params) {
    return objects.put(KIND, name, body, params);
  }

  @PATCH
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(operationId = "patchInstance", summary = "Changes some keys of an instance.")
  public Response patch(String name, byte[] body, @BeanParam ChangeParams params) {
    return objects.patch(KIND, name, body, params);
  }

  @DELETE
  @Path("{name}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(operationId = "deleteInstance", summary = "Takes an instance away.")
  public Response delete(String name, @BeanParam ChangeParams params) {
    return objects.delete(KIND, name, params);
  }
}
