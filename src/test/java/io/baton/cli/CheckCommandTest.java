package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final String GOOD =
      """
      vrrp_instance V1 {
        interface eth0
        virtual_router_id 51
        virtual_ipaddress { 192.0.2.1/24 }
      }
      """;

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aGoodFileIsCountedAndEndsWithZero() throws Exception {
    // When
    var result = Shell.run("check", write("a.conf", GOOD));

    // Then
    assertThat(result.code()).isEqualTo(0);
    assertThat(result.out())
        .isEqualTo("1 instance, 0 scripts: 0 errors, 0 warnings, 0 notes" + System.lineSeparator());
    assertThat(result.err()).isEmpty();
  }

  @Test
  void findingsAreShownWithTheirPlaceAndErrorsEndWithOne() throws Exception {
    // Given
    String file = write("a.conf", GOOD.replace("51", "256") + "virtual_server x { }\n");

    // When
    var result = Shell.run("check", file);

    // Then
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains(file + ":3:21: error: \"256\" is no value for virtual_router_id")
        .contains(file + ":6:1: note: load balancing is not Baton's business")
        .contains("1 error, 0 warnings, 1 note");
  }

  @Test
  void jsonHasEveryFieldOfAFinding() throws Exception {
    // Given
    String file = write("a.conf", GOOD.replace("interface", "priorty 7\n  interface"));

    // When
    var result = Shell.run("check", "--format", "json", file);

    // Then
    assertThat(result.code()).isEqualTo(0);
    JsonNode json = JsonMapper.builder().build().readTree(result.out());
    assertThat(json.get("valid").asBoolean()).isTrue();
    assertThat(json.get("warnings").asInt()).isEqualTo(1);
    assertThat(json.get("instances").asInt()).isEqualTo(1);
    JsonNode finding = json.get("findings").get(0);
    assertThat(finding.toString())
        .isEqualTo(
            """
            {"severity":"warning","code":"unknown-keyword","file":"%s","line":2,"column":3,\
            "text":"nobody knows the keyword \\"priorty\\" in vrrp_instance; did you mean \
            \\"priority\\"?","suggestion":"priority"}"""
                .formatted(file));
  }

  @Test
  void strictlyEveryRemarkIsAnError() throws Exception {
    // Given
    String file = write("a.conf", GOOD + "virtual_server x { }\n");

    // Then
    assertThat(Shell.run("check", file).code()).isEqualTo(0);
    var strict = Shell.run("check", "--strict", file);
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.out()).contains(":6:1: error: load balancing").contains("1 error, 0 w");
  }

  @Test
  void theConfigurationIdPicksLines() throws Exception {
    // Given
    String file = write("a.conf", GOOD + "@left vrrp_sync_group G { }\n");

    // Then
    assertThat(Shell.run("check", "-i", "left", file).out()).contains("has no members");
    assertThat(Shell.run("check", "--config-id=right", file).out()).doesNotContain("members");
  }

  @Test
  void whatIsNoReadableTextIsOneFinding() throws Exception {
    // Given
    String binary = write("a.bin", "vrrp\0");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', (byte) 0xe4});
    String large = write("large.conf", "#".repeat(ConfigFile.MAX_BYTES + 1));

    // Then
    assertThat(Shell.run("check", folder + "/none").out())
        .startsWith(folder + "/none:1:1: error: no such file\n");
    assertThat(Shell.run("check", folder.toString()).out()).contains("error: a folder, not a file");
    assertThat(Shell.run("check", binary).out()).contains("error: not a text");
    assertThat(Shell.run("check", latin.toString()).out()).contains("error: not UTF-8 text");
    assertThat(Shell.run("check", large).out()).contains("error: larger than 4194304 bytes");
    var json = Shell.run("check", "--format=json", folder + "/none");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).contains("\"code\" : \"unreadable\"").contains("\"valid\" : false");
  }

  @Test
  void aKeepalivedConfMayBeLatin1AndSoMayWhatItIncludes() throws Exception {
    // Given
    byte[] latin = "# f\u00fcr\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("b.conf"), latin);
    Path file = Files.write(folder.resolve("a.conf"), latin);
    Files.writeString(file, "include b.conf\n" + GOOD, StandardOpenOption.APPEND);

    // When
    var result = Shell.run("check", file.toString());

    // Then
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(file + ":1:1: warning: not UTF-8 text")
        .contains(folder + "/b.conf:1:1: warning: not UTF-8 text");
  }

  @Test
  void findingsComeInTheOrderInWhichTheFilesAreRead() throws Exception {
    // Given
    write("z.conf", "frobnicate\ninclude m.conf\n");
    write("m.conf", "frobnicate\n");
    write("a.conf", "frobnicate\n");
    String main = write("n.conf", "include z.conf\ninclude a.conf\nfrobnicate\n");

    // When
    var lines = Shell.run("check", main).out().lines().toList();

    // Then
    assertThat(lines.subList(0, 4))
        .extracting(line -> line.substring(folder.toString().length() + 1, line.indexOf(": ")))
        .containsExactly("n.conf:3:1", "z.conf:1:1", "m.conf:1:1", "a.conf:1:1");
  }

  @Test
  void aWrongCommandLineEndsWithTwo() {
    assertThat(Shell.run("check").code()).isEqualTo(2);
    assertThat(Shell.run("check", "--format", "xml", "f").code()).isEqualTo(2);
    assertThat(Shell.run("check", "a", "b").code()).isEqualTo(2);
    assertThat(Shell.run().err()).contains("a command is missing");
  }
}
