package io.baton.monitor;

import io.baton.api.ConfigService;
import io.baton.engine.EngineStatus;
import io.baton.engine.InstanceStatus;
import io.baton.vrrp.ReportedState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready is a node that has read its configuration, hears advertisements wherever it should, and
/// whose instances have taken up their roles, or stay out for a cause that can be named: a failed
/// check makes an instance FAULT, and not the node useless.
@Readiness
@ApplicationScoped
class ReadinessCheck implements HealthCheck {

  /// How many instances and causes one answer names.
  private static final int MOST_NAMED = 100;

  private final Node node;
  private final ConfigService configs;

  ReadinessCheck(Node node, ConfigService configs) {
    this.node = node;
    this.configs = configs;
  }

  @Override
  public HealthCheckResponse call() {
    var details = new Details();
    if (!node.runs()) {
      return details.blame("the daemon has not started").response();
    }
    var config = configs.current();
    details.put("configuration revision", Long.toString(config.revision()));
    config
        .lastRefused()
        .ifPresent(r -> details.put("last reload", "refused: " + first(r.problems())));
    if (config.revision() == 0) {
      details.blame("no configuration is loaded");
    }
    node.snapshot()
        .ifPresentOrElse(
            now -> judge(now.engine(), details),
            () -> details.blame("the event loop did not answer in time"));
    return details.response();
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private static void judge(EngineStatus engine, Details details) {
    if (!engine.started()) {
      details.blame("waiting for the startup delay");
    }
    for (var channel : engine.channels()) {
      boolean up = engine.interfaces().getOrDefault(channel.interfaceName(), true);
      if (up && !channel.failure().isEmpty()) {
        String family = channel.family().name().toLowerCase(Locale.ROOT);
        details.blame(
            "no %s socket on %s: %s".formatted(family, channel.interfaceName(), channel.failure()));
      }
    }
    var states = new EnumMap<ReportedState, Integer>(ReportedState.class);
    for (var instance : engine.instances()) {
      states.merge(instance.state(), 1, Integer::sum);
      judge(instance, engine.started(), details);
    }
    states.forEach((state, count) -> details.put(state.name(), Integer.toString(count)));
  }

  private static void judge(InstanceStatus instance, boolean started, Details details) {
    var state = instance.state();
    if (state == ReportedState.MASTER || state == ReportedState.BACKUP) {
      return;
    }
    boolean explained = !instance.faults().isEmpty();
    String why = explained ? String.join("; ", instance.faults()) : instance.reason();
    details.put("instance " + instance.name(), state + ": " + why);
    if (started && (state == ReportedState.INIT || !explained)) {
      details.blame("%s is in %s: %s".formatted(instance.name(), state, why));
    }
  }

  /// What is told, bounded.
  private static final class Details {
    private final Map<String, String> data = new LinkedHashMap<>();
    private final List<String> causes = new ArrayList<>();

    void put(String name, String value) {
      if (data.size() < MOST_NAMED) {
        data.put(name, value);
      }
    }

    Details blame(String cause) {
      causes.add(cause);
      return this;
    }

    HealthCheckResponse response() {
      var response = HealthCheckResponse.named("engine").status(causes.isEmpty());
      if (!causes.isEmpty()) {
        var named = causes.subList(0, Math.min(causes.size(), MOST_NAMED));
        response.withData("cause", String.join("; ", named));
      }
      data.forEach(response::withData);
      return response.build();
    }
  }
}
