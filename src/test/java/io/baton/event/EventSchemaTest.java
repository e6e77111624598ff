package io.baton.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is published about the events is what they are.
class EventSchemaTest {

  private static final Path FOLDER = Path.of("src/main/resources/META-INF/resources/schema");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CloudEvents events = new CloudEvents("node a", Map.of());

  private static Schema schema() throws IOException {
    var text = Files.readString(FOLDER.resolve("events.schema.json"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  private List<StoredEvent> all() {
    return Stream.concat(
            EngineEvents.all().map(events::of), Stream.of(events.test("pager", Instant.now())))
        .toList();
  }

  @Test
  void everyEventKeepsToTheSchema() throws IOException {
    // Given
    var schema = schema();

    for (var event : all()) {
      // When
      var complaints = schema.validate(event.text(), InputFormat.JSON);

      // Then
      assertThat(complaints).as(event.text()).isEmpty();
    }
  }

  @Test
  void theSchemaKnowsEveryPartOfEveryEvent() throws IOException {
    // Given
    var schema = schema();

    for (var event : all()) {
      var data = (ObjectNode) MAPPER.readTree(event.text()).get("data");
      for (var name : names(data)) {
        // When
        var changed = (ObjectNode) MAPPER.readTree(event.text());
        var inside = (ObjectNode) changed.get("data");
        inside.set(name + "Misspelt", inside.remove(name));

        // Then
        assertThat(schema.validate(changed)).as("%s without %s", event, name).isNotEmpty();
      }
    }
  }

  @Test
  void theSchemaAndAsyncApiAndTheEventsNameTheSameTypes() throws IOException {
    // Given
    var made = new HashSet<String>();
    all().forEach(event -> made.add(event.type()));

    // When
    var inSchema = new HashSet<String>();
    MAPPER
        .readTree(FOLDER.resolve("events.schema.json").toFile())
        .at("/properties/type/enum")
        .forEach(type -> inSchema.add(type.asText()));
    var inAsyncApi = new HashSet<String>();
    asyncApi().at("/components/messages").forEach(m -> inAsyncApi.add(m.get("name").asText()));

    // Then
    assertThat(inSchema).isEqualTo(made);
    assertThat(inAsyncApi).isEqualTo(made);
  }

  @Test
  void everyReferenceOfTheAsyncApiDocumentLeadsSomewhere() throws IOException {
    // Given
    var document = asyncApi();

    // When
    var references = new HashSet<String>();
    document.findValues("$ref").forEach(reference -> references.add(reference.asText()));

    // Then
    assertThat(document.get("asyncapi").asText()).startsWith("3.");
    assertThat(references).hasSizeGreaterThan(10);
    assertThat(references)
        .allMatch(
            reference ->
                reference.startsWith("#")
                    ? !document.at(reference.substring(1)).isMissingNode()
                    : Files.exists(FOLDER.resolve(reference)));
  }

  @Test
  void theExamplesOfTheDocumentationKeepToTheSchema() throws IOException {
    // Given
    var schema = schema();
    var examples = new ArrayList<String>();
    var matcher = EXAMPLE.matcher(Files.readString(Path.of("docs/events.md")));
    while (matcher.find()) {
      examples.add(matcher.group(1));
    }

    // When
    var types = new HashSet<String>();
    for (var example : examples) {
      assertThat(schema.validate(example, InputFormat.JSON)).as(example).isEmpty();
      types.add(MAPPER.readTree(example).get("type").asText());
    }

    // Then
    assertThat(types).hasSize(examples.size()).hasSizeGreaterThan(2);
  }

  @Test
  void idsSortByTimeAndAreNeverTheSame() {
    // Given
    var ids = new EventIds();
    var first = ids.next(Instant.parse("2026-01-01T00:00:00Z"));

    // When
    Set<String> later = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      later.add(ids.next(Instant.parse("2026-01-01T00:00:00.001Z")));
    }

    // Then
    assertThat(later).hasSize(10_000).allMatch(id -> id.compareTo(first) > 0);
    assertThat(first).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}");
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode asyncApi() throws IOException {
    return MAPPER.readTree(FOLDER.resolve("asyncapi.json").toFile());
  }
}
