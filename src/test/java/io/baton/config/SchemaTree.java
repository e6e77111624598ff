package io.baton.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The published schema of `baton.yaml`, as the tests walk through it.
final class SchemaTree {

  static final Path FILE =
      Path.of("src/main/resources/META-INF/resources/schema/baton.schema.json");

  static final ObjectMapper JSON = new ObjectMapper();

  final JsonNode root;

  SchemaTree() {
    try {
      root = JSON.readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A schema with its reference followed.
  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  /// The form of a schema that a mapping has; null when it may be none.
  @Nullable JsonNode asObject(JsonNode schema) {
    JsonNode here = resolved(schema);
    if (here.path("type").asText().equals("object")) {
      return here;
    }
    for (JsonNode alternative : here.path("anyOf")) {
      JsonNode object = asObject(alternative);
      if (object != null) {
        return object;
      }
    }
    return null;
  }

  /// The schema of the entries of a list; null when it may be none.
  @Nullable JsonNode itemsOf(JsonNode schema) {
    JsonNode here = resolved(schema);
    if (here.has("items")) {
      return here.get("items");
    }
    for (JsonNode alternative : here.path("anyOf")) {
      JsonNode items = itemsOf(alternative);
      if (items != null) {
        return items;
      }
    }
    return null;
  }

  /// Whether the keys of an object are names that users give.
  static boolean isNamed(JsonNode object) {
    return object.path("additionalProperties").isObject();
  }

  /// Every object of the schema that has keys of its own, by where it is first met:
  /// `instances.*.unicast.peers[]`, or the name of its definition.
  Map<String, JsonNode> objects() {
    var objects = new LinkedHashMap<String, JsonNode>();
    collect("", root, objects, new TreeSet<>());
    return objects;
  }

  private void collect(
      String place, JsonNode schema, Map<String, JsonNode> objects, Set<String> definitions) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().replace("#/$defs/", "");
      if (definitions.add(name)) {
        collect(name, resolved(schema), objects, definitions);
      }
      return;
    }
    if (schema.has("properties")) {
      objects.put(place, schema);
      schema
          .get("properties")
          .properties()
          .forEach(
              p ->
                  collect(
                      place.isEmpty() ? p.getKey() : place + "." + p.getKey(),
                      p.getValue(),
                      objects,
                      definitions));
    }
    if (isNamed(schema)) {
      collect(place + ".*", schema.get("additionalProperties"), objects, definitions);
    }
    if (schema.has("items")) {
      collect(place + "[]", schema.get("items"), objects, definitions);
    }
    schema.path("anyOf").forEach(a -> collect(place, a, objects, definitions));
  }
}
