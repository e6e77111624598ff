package io.baton.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/status`: this node at one look.
@Path("/api/v1/status")
@Tag(name = "status")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

  private final Running running;
  private final ConfigService configs;
  private final Audit audit;

  StatusResource(Running running, ConfigService configs, Audit audit) {
    this.running = running;
    this.configs = configs;
    this.audit = audit;
  }

  @GET
  @Operation(
      operationId = "getStatus",
      summary =
          "What every instance does, how late the event loop runs, the configuration's"
              + " revision and what waits.")
  public Response status() {
    ConfigState state = configs.current();
    var status = new LinkedHashMap<String, Object>();
    status.put("you", audit.actor());
    status.put("instances", running.all());
    status.put("loopDelay", running.loopDelay());
    status.put("config", config(state));
    return ChangeAnswers.json(200, status).build();
  }

  private static Map<String, Object> config(ConfigState state) {
    var config = new LinkedHashMap<String, Object>();
    config.put("revision", state.revision());
    config.put("since", state.since().toString());
    state
        .pending()
        .ifPresent(
            p ->
                config.put(
                    "pending",
                    Map.of(
                        "revision", p.revision(),
                        "confirmBefore", p.before().toString(),
                        "by", p.actor())));
    state
        .lastRefused()
        .ifPresent(
            r ->
                config.put(
                    "lastRefused",
                    Map.of(
                        "time", r.time().toString(),
                        "by", r.actor(),
                        "problems", r.problems())));
    return config;
  }
}
