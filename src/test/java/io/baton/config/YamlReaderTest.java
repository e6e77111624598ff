package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  private static List<String> codes(String text) {
    return YamlReader.read("x", text).findings().stream().map(Finding::code).toList();
  }

  @Test
  void positionsLeadFromTheModelToTheText() {
    // When
    ReadConfig read =
        YamlReader.read(
            "b.yaml",
            """
            scripts:
              a: {command: /bin/a}
              b: {command: /bin/b}
            instances:
              V1:
                interface: eth0
                priority: 90
                addresses: [192.0.2.1, 192.0.2.2]
            mail:
              host: 192.0.2.9
            """);

    // Then
    assertThat(read.positions())
        .containsEntry("/scripts/1/command", new Position("b.yaml", 3, 16))
        .containsEntry("/instances/0/priority", new Position("b.yaml", 7, 15))
        .containsEntry("/instances/0/addresses/1", new Position("b.yaml", 8, 28))
        .containsEntry("/global/mail", new Position("b.yaml", 10, 3));
  }

  @Test
  void aFileThatIsTooLongIsNotRead() {
    assertThat(codes("#".repeat(YamlReader.MAX_CHARACTERS + 1))).containsExactly("limit-exceeded");
    assertThat(codes("#\n".repeat(YamlReader.MAX_CHARACTERS / 2))).isEmpty();
  }

  @Test
  void aDocumentOfAliasesDoesNotGrowWithoutBounds() {
    // Given
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i, i, String.join(", ", List.of(alias, alias, alias, alias, alias, alias))));
    }

    // Then
    assertThat(codes(text.toString())).contains("limit-exceeded");
  }

  @Test
  void aDocumentThatContainsItselfEnds() {
    assertThat(codes("instances: &a {V1: *a}\n")).contains("limit-exceeded");
    assertThat(codes("scripts: &a [*a]\n")).contains("limit-exceeded");
  }

  @Test
  void aMessageAboutBrokenYamlDoesNotQuoteTheText() {
    // When
    ReadConfig read =
        YamlReader.read("x", "instances:\n  V1:\n    password: \"geheim\n  priority: 1\n");

    // Then
    assertThat(read.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("syntax");
              assertThat(f.text()).doesNotContain("geheim");
            });
  }

  @Test
  void aCharacterThatYamlForbidsIsFoundWhereItStands() {
    assertThat(YamlReader.read("x", "a: b\nc: \0d\n").findings())
        .singleElement()
        .extracting(Finding::position)
        .isEqualTo(new Position("x", 2, 4));
  }

  @Test
  void aPasswordIsReadAndNeverPrinted() {
    // Given
    String yaml =
        """
        instances:
          V1:
            interface: eth0
            virtualRouterId: 1
            password: geheim
            addresses: [{address: 192.0.2.1/24, device: eth0}]
        """;

    // When
    InstanceConfig instance = YamlReader.read("x", yaml).config().instances().getFirst();

    // Then
    assertThat(instance.password()).isEqualTo(new Secret("geheim"));
    assertThat(instance.toString()).doesNotContain("geheim");
  }
}
