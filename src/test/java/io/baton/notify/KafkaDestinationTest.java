package io.baton.notify;

import static io.baton.notify.StoredEvents.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.NotifierConfig.Events;
import io.baton.config.NotifierConfig.Kafka;
import io.baton.config.NotifierConfig.Mode;
import io.baton.event.Delivery;
import io.baton.event.StoredEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a real broker, which is down when the application starts.
@QuarkusTest
@TestProfile(KafkaDestinationTest.WithKafka.class)
@Timeout(180)
class KafkaDestinationTest {

  public static final class WithKafka implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "baton.kafka.enabled", "true", "kafka.bootstrap.servers", "127.0.0.1:" + freePort());
    }
  }

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Inject KafkaEmitter emitter;

  @Test
  void whatHappenedWhileTheBrokerWasDownIsDeliveredInOrderWhenItComes() throws Exception {
    // Given
    var structured = destination("structured", Mode.STRUCTURED);
    var binary = destination("binary", Mode.BINARY);
    int port = Integer.parseInt(servers.substring(servers.indexOf(':') + 1));

    // When: no broker
    var down = structured.deliver(transition(1, "VI_1", "MASTER"));

    // Then
    assertThat(down).isInstanceOf(Delivery.Retry.class);

    // When: it comes
    try (var broker =
        new EmbeddedKafkaBroker()
            .withKafkaPort(port)
            .withControllerPort(freePort())
            .withKafkaHost("127.0.0.1")
            .start()) {
      assertThat(broker.isRunning()).isTrue();
      for (int i = 1; i <= 20; i++) {
        deliverAtLast(structured, transition(i, "VI_1", i % 2 == 0 ? "BACKUP" : "MASTER"));
      }
      deliverAtLast(binary, transition(7, "VI_2", "FAULT"));

      // Then
      var events = read("structured", 20);
      assertThat(events)
          .extracting(ConsumerRecord::value)
          .filteredOn(value -> !value.equals(transition(1, "VI_1", "MASTER").text()))
          .as("each once and in order, but the first, which was tried before")
          .containsExactlyElementsOf(
              java.util.stream.IntStream.rangeClosed(2, 20)
                  .mapToObj(i -> transition(i, "VI_1", i % 2 == 0 ? "BACKUP" : "MASTER").text())
                  .toList());
      assertThat(events.getFirst().value()).isEqualTo(transition(1, "VI_1", "MASTER").text());
      assertThat(events).extracting(ConsumerRecord::key).containsOnly("VI_1");
      assertThat(header(events.getFirst(), "content-type"))
          .isEqualTo("application/cloudevents+json; charset=UTF-8");
      var record = read("binary", 1).getFirst();
      assertThat(record.key()).isEqualTo("VI_2");
      assertThat(record.value()).isEqualTo("{\"instance\":\"VI_2\",\"to\":\"FAULT\"}");
      assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
      assertThat(header(record, "ce_type")).isEqualTo("io.baton.transition.v1");
      assertThat(header(record, "ce_id")).isEqualTo(transition(7, "VI_2", "FAULT").id());
      assertThat(header(record, "content-type")).isEqualTo("application/json");
    }
  }

  private KafkaDestination destination(String topic, Mode mode) {
    return new KafkaDestination(topic, Events.ALL, new Kafka(topic, mode), Optional.of(emitter));
  }

  private static void deliverAtLast(KafkaDestination destination, StoredEvent event)
      throws InterruptedException {
    Delivery delivery = destination.deliver(event);
    for (int i = 0; i < 20 && delivery instanceof Delivery.Retry; i++) {
      delivery = destination.deliver(event);
    }
    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
  }

  private List<ConsumerRecord<String, String>> read(String topic, int least) {
    var read = new ArrayList<ConsumerRecord<String, String>>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "group.id",
            "test-" + topic,
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int i = 0; i < 60 && read.size() < least; i++) {
        consumer.poll(Duration.ofMillis(500)).forEach(read::add);
      }
    }
    return read;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
