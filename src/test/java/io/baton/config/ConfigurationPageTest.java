package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The reference of `baton.yaml` in the documentation is what the schema says, key by key, and its
/// example is right. `-Dgolden.update` writes the reference anew.
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("docs", "configuration.md");
  private static final Path EXAMPLE = Path.of("examples", "baton.yaml");
  private static final String BEGIN = "<!-- keys: generated from the schema -->\n";
  private static final String END = "<!-- end of keys -->\n";

  private static final SchemaTree TREE = new SchemaTree();

  @Test
  void thePageSaysWhatTheSchemaSays() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String wanted = page.substring(0, begin) + "\n" + reference() + page.substring(end);

    // Then
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, wanted);
    } else {
      assertThat(page).as("run this test with -Dgolden.update").isEqualTo(wanted);
    }
  }

  @Test
  void theExampleHasNoFindings() {
    // Given
    String text = GoldenFiles.text(EXAMPLE);

    // When
    ReadConfig read = ModelText.VALIDATOR.check(GoldenWorld.read("baton.yaml", text));

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config().instances()).isNotEmpty();
    assertThat(text).startsWith("# yaml-language-server: $schema=");
  }

  private static String reference() {
    var text = new StringBuilder();
    TREE.objects().forEach((place, object) -> section(text, place, object));
    return text.toString();
  }

  private static void section(StringBuilder text, String place, JsonNode object) {
    text.append("### ").append(title(place)).append("\n\n");
    if (object.has("description")) {
      text.append(object.get("description").asText()).append("\n\n");
    }
    text.append("| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
    List<String> required = new ArrayList<>();
    object.path("required").forEach(r -> required.add(r.asText()));
    object
        .get("properties")
        .properties()
        .forEach(p -> text.append(row(p.getKey(), p.getValue(), required.contains(p.getKey()))));
    text.append('\n');
  }

  private static String title(String place) {
    return place.isEmpty() ? "The file" : "`" + place + "`";
  }

  private static String row(String key, JsonNode property, boolean required) {
    JsonNode usual = property.get("default");
    String without = required ? "must be set" : usual == null ? "" : "`" + usual.asText() + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(key, value(property).replace("|", "\\|"), without, text(property));
  }

  private static String text(JsonNode property) {
    return property.path("description").asText().replace("|", "\\|");
  }

  private static String value(JsonNode property) {
    if (property.has("$ref")) {
      String name = property.get("$ref").asText().replace("#/$defs/", "");
      return switch (name) {
        case "unsigned" -> "number 0 to 4294967295";
        case "flag" -> "true or false";
        case "variable" -> "";
        default -> TREE.asObject(property) == null ? name : "[" + name + "](#" + anchor(name) + ")";
      };
    }
    if (property.has("minimum")) {
      return "number %s to %s".formatted(property.get("minimum"), property.get("maximum"));
    }
    if (property.has("enum")) {
      return words(property.get("enum"));
    }
    if (property.has("const")) {
      return property.get("const").asText();
    }
    if (property.has("items")) {
      String most = property.has("maxItems") ? ", up to " + property.get("maxItems") : "";
      return "list of " + value(property.get("items")) + most;
    }
    if (property.has("anyOf")) {
      var parts = new ArrayList<String>();
      property.get("anyOf").forEach(a -> parts.add(value(a)));
      return parts.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(" or "));
    }
    if (SchemaTree.isNamed(property)) {
      return "mapping of names to " + value(property.get("additionalProperties"));
    }
    return property.has("properties") ? "mapping" : "text";
  }

  private static String anchor(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  private static String words(JsonNode words) {
    var parts = new ArrayList<String>();
    words.forEach(w -> parts.add(w.asText()));
    return String.join(", ", parts);
  }
}
