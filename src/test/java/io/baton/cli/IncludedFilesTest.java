package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Finding;
import io.baton.config.InstanceConfig;
import io.baton.config.ReadConfig;
import io.baton.keepalived.Environment;
import io.baton.keepalived.KeepalivedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludedFilesTest {

  private final Set<Path> lookedIn = new HashSet<>();

  @TempDir private Path folder;

  private ReadConfig read(String text) {
    String name = folder.resolve("keepalived.conf").toString();
    return KeepalivedReader.read(name, text, files());
  }

  private Environment files() {
    return new IncludedFiles("here", RandomGenerator.getDefault(), true, lookedIn::add);
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String instance(String name) {
    return "vrrp_instance " + name + " { }\n";
  }

  private static List<String> names(ReadConfig read) {
    return read.config().instances().stream().map(InstanceConfig::name).toList();
  }

  @Test
  void patternsFindFilesBesideTheIncludingOneInTheOrderOfTheirNames() throws IOException {
    // Given
    file("conf.d/b.conf", instance("B") + "include deep/*.conf\n");
    file("conf.d/a.conf", instance("A"));
    file("conf.d/.hidden.conf", instance("HIDDEN"));
    file("conf.d/c.txt", instance("TEXT"));
    file("conf.d/deep/d.conf", instance("D"));

    // Then
    assertThat(names(read("include conf.d/*.conf"))).containsExactly("A", "B", "D");
    assertThat(names(read("include ${_PWD}/conf.d/{a,b}.conf"))).containsExactly("A", "B", "D");
    assertThat(names(read("include conf.?/[c].txt"))).containsExactly("TEXT");
  }

  @Test
  void itTellsWhereAnotherFileMayAppear() throws IOException {
    // Given
    file("conf.d/a.conf", instance("A"));
    Files.createDirectory(folder.resolve("empty.d"));

    // When
    read("include conf.d/*.conf\ninclude empty.d/*.conf\ninclude later.d/*.conf\n");

    // Then
    assertThat(lookedIn)
        .containsExactlyInAnyOrder(folder.resolve("conf.d"), folder.resolve("empty.d"), folder);
  }

  @Test
  void whatIsNoFileIsToldAndTheRestIsRead() throws IOException {
    // Given
    file("conf.d/a.conf", instance("A"));
    Files.createDirectory(folder.resolve("conf.d/folder.conf"));
    Files.write(folder.resolve("conf.d/z.conf"), new byte[] {0});

    // When
    ReadConfig read = read("include conf.d/*.conf\ninclude nothing\n");

    // Then
    assertThat(names(read)).containsExactly("A");
    assertThat(read.findings())
        .extracting(Finding::code)
        .filteredOn(code -> code.equals("include-failed"))
        .hasSize(3);
  }

  @Test
  void allFilesTogetherHaveALimit() throws IOException {
    // Given
    file("big.conf", "#".repeat(ConfigFile.MAX_BYTES / 2 + 1));

    // When
    ReadConfig read = read("include big.conf\ninclude big.conf\n");

    // Then
    assertThat(read.findings()).extracting(Finding::code).containsExactly("include-failed");
  }
}
