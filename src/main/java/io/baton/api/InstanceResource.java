package io.baton.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/// `/api/v1/instances`: what the virtual routers of this host are doing.
@Path("/api/v1/instances")
@RolesAllowed(Roles.VIEWER)
public class InstanceResource {

  private final EngineReader engine;

  InstanceResource(EngineReader engine) {
    this.engine = engine;
  }

  @GET
  public List<InstanceView> all() {
    return engine.instances().stream().map(InstanceView::of).toList();
  }

  @GET
  @Path("{name}")
  public InstanceView one(String name) {
    return all().stream()
        .filter(instance -> instance.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ApiProblem.notFound("instance", name));
  }
}
