package io.baton.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// One delivery of an event to a receiver.
interface Received {

  JsonMapper JSON = JsonMapper.builder().build();

  /// The same for each delivery of one event.
  String id();

  /// The CloudEvent as it came.
  String body();

  default JsonNode event() {
    try {
      return JSON.readTree(body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
