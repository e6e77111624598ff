package io.baton.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Sources;
import io.baton.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the Debian package consists of; `scripts/test-package` installs it.
class PackageTest {

  private static final Path FOLDER = Path.of("src/deb");
  private static final List<String> CAPABILITIES =
      List.of("CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SYS_NICE", "CAP_IPC_LOCK", "CAP_KILL");

  private static Map<String, String> unit() throws IOException {
    return Files.readAllLines(FOLDER.resolve("baton.service")).stream()
        .filter(line -> line.matches("[A-Z][A-Za-z]+=.*"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, last) -> last));
  }

  @Test
  void theUnitWorksWithTheSystemdOfDebian12() throws IOException {
    // When
    var unit = unit();

    // Then
    assertThat(unit)
        .containsEntry("Type", "notify")
        .containsEntry("NotifyAccess", "main")
        .containsEntry("ExecReload", "/bin/kill -HUP $MAINPID");
    assertThat(Integer.parseInt(unit.getOrDefault("WatchdogSec", "0"))).isBetween(2, 10);
  }

  @Test
  void theDaemonIsNobodyWithTheCapabilitiesThatItNeeds() throws IOException {
    // When
    var unit = unit();

    // Then
    assertThat(unit).containsEntry("User", "baton").containsEntry("NoNewPrivileges", "yes");
    for (var key : List.of("AmbientCapabilities", "CapabilityBoundingSet")) {
      assertThat(unit.getOrDefault(key, "").split(" "))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(CAPABILITIES);
    }
    assertThat(unit)
        .containsEntry("LimitRTPRIO", "99")
        .containsEntry("LimitMEMLOCK", "infinity")
        .containsEntry("ProtectSystem", "strict");
  }

  @Test
  void nothingIsForbiddenThatTheDaemonDoes() throws IOException {
    // When
    var unit = unit();

    // Then
    assertThat(unit)
        .as("/proc/sys/net, other processes, SCHED_RR, compiled code")
        .doesNotContainKeys(
            "ProtectKernelTunables", "ProtectProc", "RestrictRealtime", "MemoryDenyWriteExecute");
    assertThat(unit.getOrDefault("RestrictAddressFamilies", "").split(" "))
        .contains("AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET");
  }

  @Test
  void theDefaultConfigurationIsRightAndDoesNothing() throws IOException {
    // When
    var read =
        YamlReader.read("baton.yaml", Files.readString(FOLDER.resolve("baton.yaml")), Sources.NONE);

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config().instances()).isEmpty();
  }

  @Test
  void theManualKnowsEveryCommand() throws IOException {
    // Given
    String commands = Files.readString(Path.of("src/main/java/io/baton/cli/ClientCommands.java"));
    var names =
        Arrays.stream(commands.split("\n", -1))
            .map(String::strip)
            .filter(line -> line.startsWith("client(baton, \""))
            .map(line -> line.split("\"", -1)[1])
            .toList();

    // When
    String manual = Files.readString(FOLDER.resolve("baton.8"));

    // Then
    assertThat(names).hasSizeGreaterThan(8);
    assertThat(names).allSatisfy(name -> assertThat(manual).contains(name));
    assertThat(List.of("run", "check", "convert", "passwd", "drain", "announce"))
        .allSatisfy(name -> assertThat(manual).contains(name));
  }
}
