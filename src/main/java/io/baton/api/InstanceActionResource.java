package io.baton.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What an operator orders of one instance, under `/api/v1/instances/{name}`; the same body as for
/// the node.
@Path("/api/v1/instances")
@Tag(name = "actions")
@RolesAllowed(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InstanceActionResource {

  private final OperatorActions actions;
  private final NodeActionResource orders;

  InstanceActionResource(OperatorActions actions, NodeActionResource orders) {
    this.actions = actions;
    this.orders = orders;
  }

  @POST
  @Path("{name}/resign")
  @Operation(operationId = "resign", summary = "Gives the role up once.")
  public Response resign(String name, byte[] body) {
    return orders.order("resign", name, body, wish -> actions.resign(name, wish.order()));
  }

  @POST
  @Path("{name}/drain")
  @Operation(operationId = "drain", summary = "Stays out of service until undrained.")
  public Response drain(String name, byte[] body) {
    return orders.order(
        "drain",
        name,
        body,
        wish -> actions.drain(Optional.of(name), wish.order(), wish.expiresAfter()));
  }

  @POST
  @Path("{name}/undrain")
  @Operation(operationId = "undrain", summary = "Takes part again.")
  public Response undrain(String name, byte[] body) {
    return orders.order(
        "undrain", name, body, wish -> actions.undrain(Optional.of(name), wish.order()));
  }

  @POST
  @Path("{name}/announce")
  @Operation(operationId = "announce", summary = "Announces the addresses once more.")
  public Response announce(String name, byte[] body) {
    return orders.order("announce", name, body, wish -> actions.announce(name, wish.order()));
  }
}
