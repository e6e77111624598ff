package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The published schema and the reader know the same keys, bounds and defaults.
class SchemaTest {

  private static final SchemaTree TREE = new SchemaTree();
  private static final List<String> GOOD =
      List.of(
          "keys-global",
          "keys-trackers",
          "keys-instance",
          "keys-routes",
          "keys-groups",
          "keys-notifiers",
          "everything");

  private final Schema schema = schema();

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(TREE.root.toString(), InputFormat.JSON);
  }

  /// The document of a golden as a tree, which is written as JSON and read as YAML again.
  private static JsonNode golden(String name) {
    var file = java.nio.file.Path.of("src/test/resources/config", name + ".yaml");
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(GoldenFiles.text(file));
    try {
      return SchemaTree.JSON.readTree(SchemaTree.JSON.writeValueAsString(loaded));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static ReadConfig read(JsonNode document) {
    ReadConfig read = GoldenWorld.read("x", document.toString());
    return ModelText.VALIDATOR.check(read);
  }

  private boolean isValid(JsonNode document) {
    return schema.validate(document.toString(), InputFormat.JSON).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aGoldenWithoutFindingsIsValid() {
    return GOOD.stream()
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      JsonNode document = golden(name);
                      assertThat(read(document).findings()).isEmpty();
                      assertThat(schema.validate(document.toString(), InputFormat.JSON)).isEmpty();
                    }));
  }

  /// What is met on the way through a document, mapping by mapping.
  private interface Visitor {
    void visit(JsonNode objectSchema, ObjectNode mapping);
  }

  private static void walk(JsonNode schema, JsonNode value, Visitor visitor) {
    if (value instanceof ObjectNode mapping) {
      JsonNode object = TREE.asObject(schema);
      if (object == null) {
        throw new AssertionError("the schema has no mapping for " + mapping);
      }
      if (SchemaTree.isNamed(object)) {
        mapping.forEach(v -> walk(object.get("additionalProperties"), v, visitor));
        return;
      }
      visitor.visit(object, mapping);
      mapping
          .properties()
          .forEach(
              p -> {
                JsonNode property = object.path("properties").get(p.getKey());
                if (property != null) {
                  walk(property, p.getValue(), visitor);
                }
              });
    } else if (value instanceof ArrayNode list) {
      JsonNode items = TREE.itemsOf(schema);
      if (items == null) {
        throw new AssertionError("the schema has no list for " + list);
      }
      list.forEach(v -> walk(items, v, visitor));
    }
  }

  @Test
  void everyKeyOfTheSchemaStandsInAGolden() {
    // Given
    var used = new IdentityHashMap<JsonNode, Set<String>>();

    // When
    for (String name : GOOD) {
      walk(
          TREE.root,
          golden(name),
          (object, mapping) ->
              mapping
                  .fieldNames()
                  .forEachRemaining(
                      k -> used.computeIfAbsent(object, _ -> new TreeSet<>()).add(k)));
    }

    // Then
    var missing = new ArrayList<String>();
    TREE.objects()
        .forEach(
            (place, object) ->
                object
                    .get("properties")
                    .fieldNames()
                    .forEachRemaining(
                        key -> {
                          if (!used.getOrDefault(object, Set.of()).contains(key)) {
                            missing.add(place + "." + key);
                          }
                        }));
    assertThat(missing).as("keys that keys-*.yaml should show").isEmpty();
  }

  /// Puts a key that nobody knows into each mapping, one at a time; what the reader then tells that
  /// it knows there must be what the schema says.
  @Test
  void theReaderAndTheSchemaKnowTheSameKeysEverywhere() {
    var different = new TreeMap<String, String>();
    for (String name : GOOD) {
      JsonNode document = golden(name);
      var mappings = new ArrayList<ObjectNode>();
      var schemas = new ArrayList<JsonNode>();
      walk(
          TREE.root,
          document,
          (object, mapping) -> {
            schemas.add(object);
            mappings.add(mapping);
          });
      for (int i = 0; i < mappings.size(); i++) {
        Set<String> inSchema = new TreeSet<>();
        schemas.get(i).get("properties").fieldNames().forEachRemaining(inSchema::add);
        Set<String> inReader = keysOfMappingWithStranger(document, mappings.get(i));
        if (!inReader.equals(inSchema)) {
          different.put(
              name + ": " + mappings.get(i),
              "reader " + minus(inReader, inSchema) + ", schema " + minus(inSchema, inReader));
        }
        assertThat(isValid(withStranger(document, mappings.get(i)))).as(name).isFalse();
      }
    }
    assertThat(different)
        .as(
            "keys that only one of them knows: a new key goes into baton.schema.json, a golden"
                + " keys-*.yaml and docs/configuration.md")
        .isEmpty();
  }

  private static Set<String> minus(Set<String> left, Set<String> right) {
    var rest = new TreeSet<>(left);
    rest.removeAll(right);
    return rest;
  }

  private static JsonNode withStranger(JsonNode document, ObjectNode mapping) {
    mapping.put("stranger-stranger", 1);
    try {
      return document.deepCopy();
    } finally {
      mapping.remove("stranger-stranger");
    }
  }

  private static Set<String> keysOfMappingWithStranger(JsonNode document, ObjectNode mapping) {
    String text = withStranger(document, mapping).toString();
    int stranger = text.indexOf("\"stranger-stranger\"");
    var told = new TreeMap<Integer, Set<String>>();
    var reading = new Reading("x");
    reading.onKeys((position, known) -> told.put(position.column(), new TreeSet<>(known)));
    YamlReader.read(reading, "x", text, GoldenWorld.SOURCES);
    return told.getOrDefault(startOfMapping(text, stranger) + 1, Set.of());
  }

  private static int startOfMapping(String text, int inside) {
    int depth = 0;
    for (int i = inside - 1; i >= 0; i--) {
      char c = text.charAt(i);
      depth += c == '}' || c == ']' ? 1 : c == '{' || c == '[' ? -1 : 0;
      if (depth < 0) {
        return i;
      }
    }
    return 0;
  }

  /// A change of one value of a document, undone again.
  private static ReadConfig withValue(
      JsonNode document, ObjectNode mapping, String key, JsonNode value) {
    JsonNode before = mapping.get(key);
    mapping.set(key, value);
    try {
      return read(document.deepCopy());
    } finally {
      mapping.set(key, before);
    }
  }

  @Test
  void numbersHaveTheSameBounds() {
    var wrong = new ArrayList<String>();
    for (String name : GOOD) {
      JsonNode document = golden(name);
      walk(
          TREE.root,
          document,
          (object, mapping) -> {
            for (var property : Set.copyOf(mapping.properties())) {
              JsonNode number = TREE.resolved(object.get("properties").get(property.getKey()));
              if (number.has("minimum")) {
                bounds(document, mapping, property.getKey(), number)
                    .forEach(w -> wrong.add(name + ": " + w));
              }
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> bounds(
      JsonNode document, ObjectNode mapping, String key, JsonNode number) {
    long least = number.get("minimum").asLong();
    long most = number.get("maximum").asLong();
    var wrong = new ArrayList<String>();
    for (long value : new long[] {least, most, least - 1, most + 1}) {
      ReadConfig read =
          withValue(document, mapping, key, SchemaTree.JSON.getNodeFactory().numberNode(value));
      boolean refused =
          read.findings().stream()
              .anyMatch(f -> f.code().equals("out-of-range") || f.code().equals("bad-value"));
      if (refused != (value < least || value > most)) {
        wrong.add(key + " " + value + (refused ? " is refused: " + read.findings() : " is taken"));
      }
    }
    return wrong;
  }

  @Test
  void aKeyWithItsDefaultIsAKeyThatIsNotThere() {
    var wrong = new TreeSet<String>();
    for (String name : GOOD) {
      JsonNode document = golden(name);
      walk(
          TREE.root,
          document,
          (object, mapping) -> {
            for (var property : Set.copyOf(mapping.properties())) {
              JsonNode usual = object.get("properties").get(property.getKey()).get("default");
              if (usual != null) {
                BatonConfig with = withValue(document, mapping, property.getKey(), usual).config();
                JsonNode before = mapping.remove(property.getKey());
                BatonConfig without = read(document.deepCopy()).config();
                mapping.set(property.getKey(), before);
                if (!with.equals(without)) {
                  wrong.add(name + ": " + property.getKey() + " is not " + usual);
                }
              }
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyObjectOfTheSchemaIsClosedAndEveryKeyIsDescribed() {
    TREE.objects()
        .forEach(
            (place, object) -> {
              assertThat(object.path("additionalProperties").toString())
                  .as(place)
                  .isEqualTo("false");
              object
                  .get("properties")
                  .properties()
                  .forEach(
                      p ->
                          assertThat(p.getValue().path("description").asText())
                              .as(place + "." + p.getKey())
                              .isNotBlank());
            });
  }

  @Test
  void durationsAndAddressesMatchTheirPatternsExactlyWhenTheyAreRead() throws IOException {
    assertThat(Files.exists(SchemaTree.FILE)).isTrue();
    String duration = TREE.root.at("/$defs/duration/pattern").asText();
    for (String text :
        List.of("2s", "100ms", "1.5 m", "1h", "1d", "2", "s", "2 s ", "1e3s", "", "2sec")) {
      assertThat(text.matches(duration)).as(text).isEqualTo(DurationText.parse(text).isPresent());
    }
    String prefix = TREE.root.at("/$defs/prefix/pattern").asText();
    for (String text :
        List.of(
            "192.0.2.1",
            "192.0.2.1/24",
            "2001:db8::1/64",
            "::",
            "192.0.2",
            "192.0.2.256/24",
            "192.0.2.01",
            "host",
            "fe80::1%eth0",
            "/24",
            "::1/064")) {
      assertThat(text.matches(prefix)).as(text).isEqualTo(IpLiteral.parsePrefix(text).isPresent());
    }
  }
}
