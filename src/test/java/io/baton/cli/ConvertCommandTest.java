package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.YamlReader;
import io.baton.keepalived.KeepalivedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {

  private static final String CONF =
      """
      ! The two of them.
      # Second line.

      global_defs {
        # Who we are.
        router_id node1 # a trailing one
        # nothing follows
      }
      # What is checked.
      vrrp_script s {
        script "/bin/check 'a b'"
        # Every two.
        interval 2
      }
      ### The address. ###
      vrrp_instance V1 {
        interface eth0
        virtual_router_id 51
        # The default, so not in the result.
        priority 100
        use_vmac_addr
        virtual_ipaddress {
          # Web.
          192.0.2.1/24
          192.0.2.2/24  ! Mail.
        }
        track_script { s }
      }
      virtual_server 192.0.2.9 80 { }
      # The end.
      """;

  private static final String YAML =
      """
      # The two of them.
      # Second line.
      # nothing follows
      # The end.
      # FILE:29:1: note: load balancing is not Baton's business: 1 block is skipped \
      (virtual_server and the like)
      # Who we are.
      # a trailing one
      routerId: node1
      scripts:
        # What is checked.
        s:
          command: [/bin/check, "a b"]
          # Every two.
          interval: 2s
      instances:
        # The address. ###
        # The default, so not in the result.
        # FILE:21:3: warning: use_vmac_addr is not supported: addresses on other \
      interfaces are set on these themselves
        V1:
          interface: eth0
          virtualRouterId: 51
          addresses:
            # Web.
            - "192.0.2.1/24"
            # Mail.
            - "192.0.2.2/24"
          track:
            scripts: [s]
      """;

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("keepalived.conf"), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void commentsAndFindingsStayAboveWhatTheyAreAbout() throws Exception {
    // Given
    var file = write(CONF);

    // When
    var result = Shell.run("convert", file.toString());

    // Then
    assertThat(result.code()).isEqualTo(0);
    assertThat(result.out()).isEqualTo(YAML.replace("FILE", file.toString()));
    assertThat(YamlReader.read("x", result.out()).config())
        .isEqualTo(KeepalivedReader.read("x", CONF).config());
  }

  @Test
  void theResultIsWrittenForTheOwnerOnlyAndReplacesNothingUnasked() throws Exception {
    // Given
    String file = write(CONF).toString();
    Path output = folder.resolve("baton.yaml");

    // When
    var first = Shell.run("convert", "-o", output.toString(), file);

    // Then
    assertThat(first.code()).isEqualTo(0);
    assertThat(first.out()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
        .isEqualTo("rw-------");
    assertThat(Shell.run("check", output.toString()).code()).isEqualTo(0);

    // When
    Files.writeString(output, "mine");
    var second = Shell.run("convert", "-o", output.toString(), file);

    // Then
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).endsWith(output + " is there already; --force replaces it\n");
    assertThat(output).hasContent("mine");

    // When
    var third = Shell.run("convert", "--force", "-o", output.toString(), file);

    // Then
    assertThat(third.code()).isEqualTo(0);
    assertThat(Files.readString(output)).contains("virtualRouterId: 51");
    assertThat(names()).containsExactly("baton.yaml", "keepalived.conf");
  }

  @Test
  void aFileWithErrorsIsNotConverted() throws Exception {
    // Given
    String file = write("vrrp_instance V { use_ipvlan }").toString();

    // When
    var result = Shell.run("convert", file, "--output", folder.resolve("x.yaml").toString());

    // Then
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("use_ipvlan is not supported").contains("nothing was conv");
    assertThat(names()).containsExactly("keepalived.conf");
  }

  @Test
  void whatCannotBeReadOrWrittenIsToldInOneLine() throws Exception {
    // Given
    String file = write(CONF).toString();

    // Then
    assertThat(Shell.run("convert", folder + "/none").err())
        .isEqualTo("baton: " + folder + "/none: no such file\n");
    var noFolder = Shell.run("convert", "-o", folder + "/none/x.yaml", file);
    assertThat(noFolder.code()).isEqualTo(1);
    assertThat(noFolder.err()).endsWith("baton: there is no folder " + folder + "/none\n");
    assertThat(Shell.run("convert", "-o", folder.toString(), file).err())
        .endsWith("baton: " + folder + ": it is a folder\n");
    assertThat(Shell.run("convert", "--force", file).code()).isEqualTo(2);
  }
}
