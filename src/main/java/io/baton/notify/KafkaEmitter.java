package io.baton.notify;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// The way to the Kafka cluster. A bean of its own, because it can only be made where
/// `baton.kafka.enabled` is true.
@ApplicationScoped
public class KafkaEmitter implements KafkaSender {

  /// The channel of the connector.
  static final String CHANNEL = "events-to-kafka";

  private final Emitter<byte[]> emitter;

  KafkaEmitter(
      @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 256)
          Emitter<byte[]> emitter) {
    this.emitter = emitter;
  }

  @Override
  public CompletableFuture<Void> send(
      String topic, String key, Map<String, String> headers, byte[] value) {
    var records = new ArrayList<RecordHeader>();
    headers.forEach(
        (name, text) -> records.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withTopic(topic)
            .withKey(key)
            .withHeaders(records)
            .build();
    var acknowledged = new CompletableFuture<Void>();
    emitter.send(
        Message.of(
            value,
            Metadata.of(metadata),
            () -> {
              acknowledged.complete(null);
              return CompletableFuture.completedFuture(null);
            },
            failure -> {
              acknowledged.completeExceptionally(failure);
              return CompletableFuture.completedFuture(null);
            }));
    return acknowledged;
  }
}
