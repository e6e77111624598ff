package io.baton.api;

import io.baton.event.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/notifiers/{name}/test`: sends an event that is marked as a test.
@Path("/api/v1/notifiers/{name}/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "notifiers")
public class NotifierTestResource {

  private final EventStore store;

  NotifierTestResource(EventStore store) {
    this.store = store;
  }

  /// How the test came out.
  ///
  /// @param delivered whether the other side took it
  /// @param answer what it said, or why not
  public record TestResult(boolean delivered, String answer) {

    static TestResult of(Delivery delivery) {
      return switch (delivery) {
        case Delivery.Delivered(var answer) -> new TestResult(true, answer);
        case Delivery.Retry(var why, var _) -> new TestResult(false, why);
        case Delivery.Refused(var why) -> new TestResult(false, why);
        case Delivery.Disabled(var why) -> new TestResult(false, why);
      };
    }
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @RunOnVirtualThread
  @Operation(operationId = "testNotifier", summary = "Sends a test event to a notifier.")
  public TestResult test(String name) throws InterruptedException {
    return store
        .outbox()
        .test(name)
        .map(TestResult::of)
        .orElseThrow(() -> ApiProblem.notFound("notifier", name));
  }
}
