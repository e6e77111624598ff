package io.baton.monitor;

import io.baton.api.ConfigService;
import io.baton.api.EventStore;
import io.baton.api.OperatorActions;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers a scrape from one snapshot of the node: what is gone from the configuration is gone from
/// the metrics, and nothing is measured between scrapes that the engine does not count anyway.
@ApplicationScoped
class NodeCollector {

  private final Node node;
  private final ConfigService configs;
  private final EventStore events;
  private final OperatorActions operators;
  private final EventCounts counts;
  private final String version;

  NodeCollector(
      Node node,
      ConfigService configs,
      EventStore events,
      OperatorActions operators,
      EventCounts counts,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.node = node;
    this.configs = configs;
    this.events = events;
    this.operators = operators;
    this.counts = counts;
    this.version = version;
  }

  /// One for all: that of Quarkus is another one for each who asks for it.
  @Produces
  @Singleton
  static CollectorRegistry registry() {
    return new CollectorRegistry(true);
  }

  /// At the start of the program, before there is anything to tell.
  void register(@Observes StartupEvent start, CollectorRegistry registry) {
    registry.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            return samples();
          }
        });
  }

  private List<Collector.MetricFamilySamples> samples() {
    var families = new Families();
    families.gauge("baton_build_info", "what runs", "version").add(1, version);
    families.gauge("baton_engine_running", "1 when the daemon has started").add(node.runs());
    var snapshot = node.snapshot();
    families
        .gauge("baton_engine_answers", "1 when the event loop answered this scrape")
        .add(snapshot.isPresent());
    counts.addTo(families);
    addConfig(families);
    if (node.runs()) {
      new DeliveryMetrics(families, Instant.now()).add(events.outbox());
    }
    snapshot.ifPresent(now -> addNode(families, now));
    return families.samples();
  }

  private void addNode(Families families, NodeSnapshot now) {
    var drained =
        operators.drains().stream()
            .map(OperatorActions.Drain::instance)
            .collect(Collectors.toSet());
    new InstanceMetrics(families, drained).add(now.engine().instances());
    new NodeMetrics(families).add(now);
  }

  private void addConfig(Families families) {
    var state = configs.current();
    families.gauge("baton_config_revision", "of what runs").add(state.revision());
    families
        .gauge("baton_config_applied_timestamp_seconds", "when the revision was applied")
        .add(state.since().toEpochMilli() / 1e3);
    families
        .gauge("baton_config_last_reload_refused", "1 when the last reload of files was refused")
        .add(state.lastRefused().isPresent());
    families
        .gauge("baton_config_confirm_pending", "1 while a change waits for its confirmation")
        .add(state.pending().isPresent());
    families
        .gauge("baton_config_instances", "instances configured")
        .add(state.effective().instances().size());
  }
}
