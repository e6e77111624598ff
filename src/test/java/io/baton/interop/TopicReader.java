package io.baton.interop;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A broker and a consumer of its topics, as a program of its own that runs inside a namespace and
/// notes each record.
final class TopicReader {

  private TopicReader() {}

  /// The broker's address, its port, the file for the notes, and the topics.
  public static void main(String[] arguments) throws IOException {
    String address = arguments[0];
    int port = Integer.parseInt(arguments[1]);
    try (var broker =
        new EmbeddedKafkaBroker()
            .withKafkaHost(address)
            .withKafkaPort(port)
            .withControllerPort(port + 1)
            .start()) {
      if (!broker.isRunning()) {
        throw new IllegalStateException("the broker does not run");
      }
      read(
          address + ":" + port,
          List.of(arguments).subList(3, arguments.length),
          Path.of(arguments[2]));
    }
  }

  private static void read(String servers, List<String> topics, Path notes) throws IOException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "group.id",
            "reader",
            "auto.offset.reset",
            "earliest",
            "metadata.max.age.ms",
            1000);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(topics);
      Files.createFile(notes);
      while (true) {
        for (var taken : consumer.poll(Duration.ofMillis(100))) {
          Files.writeString(notes, line(taken), StandardOpenOption.APPEND);
        }
      }
    }
  }

  private static String line(ConsumerRecord<String, byte[]> taken) {
    return String.join(
            "\t",
            taken.topic(),
            Objects.requireNonNullElse(taken.key(), ""),
            header(taken, "content-type"),
            header(taken, "ce_id"),
            Base64.getEncoder().encodeToString(taken.value()))
        + "\n";
  }

  private static String header(ConsumerRecord<String, byte[]> taken, String name) {
    var header = taken.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
