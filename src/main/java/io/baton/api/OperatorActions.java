package io.baton.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an operator may have the virtual routers do. An order to a member of a sync group is one to
/// the whole group. Any thread but the event loop; blocking.
public interface OperatorActions {

  /// The Active router gives up its role once and takes part again as Backup. It does not take the
  /// role back from its successor while that one is heard.
  Outcome resign(String instance, Order order);

  /// The router gives up its role and stays out until it is undrained or the drain expires, over
  /// restarts too.
  ///
  /// @param instance empty for all of this node
  /// @param expiresAfter until undrained when empty
  Outcome drain(Optional<String> instance, Order order, Optional<Duration> expiresAfter);

  /// Takes part again.
  ///
  /// @param instance empty for all of this node
  Outcome undrain(Optional<String> instance, Order order);

  /// An Active router announces its addresses once more.
  Outcome announce(String instance, Order order);

  /// Who is out of service, by whom and until when.
  List<Drain> drains();

  /// Who gives an order, and why.
  ///
  /// @param force also when no other router is known that would take over
  record Order(String actor, String reason, boolean force) {}

  /// An instance out of service.
  ///
  /// @param until when it takes part again by itself, if it does
  record Drain(
      String instance, String actor, String reason, Instant since, Optional<Instant> until) {}

  /// What became of an order.
  sealed interface Outcome {

    /// It was carried out.
    ///
    /// @param instances those concerned
    /// @param text what was done, in words
    record Done(List<String> instances, String text) implements Outcome {
      public Done {
        instances = List.copyOf(instances);
      }
    }

    /// Nothing was done.
    record Refused(String why) implements Outcome {}

    /// There is no such instance.
    record Unknown(String instance) implements Outcome {}
  }
}
