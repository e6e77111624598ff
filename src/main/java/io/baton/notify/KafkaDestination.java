package io.baton.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.config.NotifierConfig;
import io.baton.config.NotifierConfig.Kafka;
import io.baton.event.Delivery;
import io.baton.event.Destination;
import io.baton.event.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Writes events to a topic as CloudEvents' Kafka protocol binding says. The key is the name of the
/// instance, so one partition has its events, in order.
final class KafkaDestination implements Destination {

  /// Longer than the connector itself tries (`delivery.timeout.ms`), so that an event that we try
  /// again is not on its way still.
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final EventFilter filter;
  private final Kafka kafka;
  private final Optional<KafkaSender> sender;
  private @Nullable String unacknowledged;
  private @Nullable CompletableFuture<Void> pending;

  /// @param sender empty when Kafka is switched off
  KafkaDestination(
      String name, NotifierConfig.Events events, Kafka kafka, Optional<KafkaSender> sender) {
    this.name = name;
    this.filter = new EventFilter(events);
    this.kafka = kafka;
    this.sender = sender;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean wants(StoredEvent event) {
    return filter.passes(event);
  }

  @Override
  public Delivery deliver(StoredEvent event) throws InterruptedException {
    if (sender.isEmpty()) {
      return new Delivery.Retry(
          "Kafka is off; set BATON_KAFKA_ENABLED=true and KAFKA_BOOTSTRAP_SERVERS, and restart");
    }
    try {
      acknowledgement(event, sender.get()).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      pending = null;
      return new Delivery.Delivered("acknowledged by all replicas, topic " + kafka.topic());
    } catch (TimeoutException e) {
      return new Delivery.Retry("no acknowledgement within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      pending = null;
      return new Delivery.Retry("topic " + kafka.topic() + ": " + Answers.reason(e));
    } catch (JsonProcessingException e) {
      return new Delivery.Refused("it is no JSON");
    } catch (IllegalStateException e) {
      return new Delivery.Retry("too many records wait for the broker");
    }
  }

  /// What is still on its way is waited for, not sent twice.
  private CompletableFuture<Void> acknowledgement(StoredEvent event, KafkaSender open)
      throws JsonProcessingException {
    var waiting = pending;
    if (waiting == null || !event.id().equals(unacknowledged)) {
      waiting =
          switch (kafka.mode()) {
            case STRUCTURED ->
                open.send(
                    kafka.topic(),
                    event.subject(),
                    Map.of("content-type", "application/cloudevents+json; charset=UTF-8"),
                    event.json());
            case BINARY -> binary(event, open);
          };
      pending = waiting;
      unacknowledged = event.id();
    }
    return waiting;
  }

  private CompletableFuture<Void> binary(StoredEvent event, KafkaSender open)
      throws JsonProcessingException {
    JsonNode tree = JSON.readTree(event.text());
    var headers = new LinkedHashMap<String, String>();
    tree.properties()
        .forEach(
            attribute -> {
              if (attribute.getKey().equals("datacontenttype")) {
                headers.put("content-type", attribute.getValue().asText());
              } else if (!attribute.getKey().equals("data")) {
                headers.put("ce_" + attribute.getKey(), attribute.getValue().asText());
              }
            });
    byte[] data = JSON.writeValueAsString(tree.path("data")).getBytes(StandardCharsets.UTF_8);
    return open.send(kafka.topic(), event.subject(), headers, data);
  }

  @Override
  public void close() {
    // The connector closes with the application.
  }
}
