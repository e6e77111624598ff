package io.baton.notify;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Sends records to Kafka: `KafkaEmitter`, or a fake in tests.
@FunctionalInterface
public interface KafkaSender {

  /// Never blocks.
  ///
  /// @return done when all in-sync replicas have the record, or failed when it is given up
  /// @throws IllegalStateException when too many wait already
  CompletableFuture<Void> send(String topic, String key, Map<String, String> headers, byte[] value);
}
