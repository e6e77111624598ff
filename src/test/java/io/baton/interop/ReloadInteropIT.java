package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The running daemon takes other files, orders of operators, and its own death.
class ReloadInteropIT {

  private static final int LOW = 100;
  private static final InstanceText TEXT = InstanceText.of(3, 0.5, "10.9.0.100");
  private static final String ADDRESS = TEXT.address();
  private static final int RELOADS = 20;
  private static final Map<String, String> ADMIN =
      Map.of("QUARKUS_HTTP_PORT", "8080", "BATON_API_LOOPBACK_ROLE", "admin");

  @TempDir private Path folder;
  private Pair pair;
  private Host host;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
    host = pair.first();
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  private static String instance(String name, int vrid, int priority, int address) {
    return """
      %s:
        interface: eth0
        version: 3
        virtualRouterId: %d
        priority: %d
        advertInterval: 500ms
        addresses: [10.9.0.%d/24]
    """
        .formatted(name, vrid, priority, address);
  }

  /// The instance on which the tests look, and others.
  private Path write(Path file, String others) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "instances:\n" + instance("VI_1", 51, 150, 100) + others);
  }

  private void started(Path file) {
    host.startBaton(file, ADMIN);
    pair.awaitHolder(ADDRESS, host, Pair.START);
  }

  private boolean answers() {
    try {
      return host.api("GET", "status", "").contains("{");
    } catch (AssertionError e) {
      return false;
    }
  }

  private void awaitSaid(String text) {
    Poll.until(text, Pair.START, () -> host.said().contains(text));
  }

  @Test
  void reloadsLeaveAnInstanceThatTheyDoNotNameUntouched() throws IOException {
    // Given
    var file = write(folder.resolve("etc/baton.yaml"), "");
    started(file);

    // When
    for (int i = 1; i <= RELOADS; i++) {
      boolean there = i % 4 != 0;
      if (!there) {
        Poll.until("the other one is active", Pair.START, () -> host.holds("10.9.0.111"));
      }
      write(file, there ? instance("VI_2", 60, 100 + i, 110 + i % 2) : "");
      host.reload();
      awaitSaid("configuration %d by SIGHUP".formatted(i + 1));
    }
    Files.writeString(file, "instances:\n  VI_1: {interface: eth0, priority: 999}\n");
    host.reload();
    awaitSaid("the files are refused");

    // Then
    assertThat(host.holds(ADDRESS)).isTrue();
    assertThat(host.api("GET", "status", "")).contains("999");
    assertThat(host.changes(ADDRESS)).hasSize(1);
    var times = pair.lan().times("vrrp.virt_rtr_id == 51");
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).as("gap " + i).isLessThan(0.95);
    }
    assertThat(pair.lan().captured("vrrp.virt_rtr_id == 51 && vrrp.prio == 0")).isEmpty();
    assertThat(pair.lan().captured("vrrp.virt_rtr_id != 51 && vrrp.prio == 0")).isNotEmpty();
  }

  @Test
  void aLinkThatIsSwappedAndAFileThatAppearsAreNoticed() throws IOException {
    // Given: as Kubernetes mounts a ConfigMap
    var mount = folder.resolve("mount");
    write(mount.resolve("v1/baton.yaml"), "include: conf.d\n");
    write(mount.resolve("v2/baton.yaml"), instance("VI_2", 52, 100, 102) + "include: conf.d\n");
    Files.createDirectories(mount.resolve("conf.d"));
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("v1"));
    Files.createSymbolicLink(mount.resolve("baton.yaml"), Path.of("..data/baton.yaml"));
    started(mount.resolve("baton.yaml"));

    // When
    Files.createSymbolicLink(mount.resolve("..new"), Path.of("v2"));
    Files.move(
        mount.resolve("..new"), mount.resolve("..data"), StandardCopyOption.REPLACE_EXISTING);
    Poll.until("the link is noticed", Pair.START, () -> host.holds("10.9.0.102"));
    Files.writeString(
        mount.resolve("conf.d/three.yaml"), "instances:\n" + instance("VI_3", 53, 100, 103));

    // Then
    Poll.until("the file is noticed", Pair.START, () -> host.holds("10.9.0.103"));
    assertThat(host.changes(ADDRESS)).hasSize(1);
  }

  @Test
  void aDrainAndWhatIsManagedSurviveAKill() throws IOException {
    // Given
    pair.second().startKeepalived(TEXT.at(LOW));
    pair.awaitHolder(ADDRESS, pair.second(), Pair.START);
    var file = write(folder.resolve("etc/baton.yaml"), "");
    started(file);
    host.api(
        "PUT",
        "instances/VI_9",
        """
        {"interface": "eth0", "virtualRouterId": 59, "addresses": ["10.9.0.109/24"]}""");
    Poll.until("managed", Pair.START, () -> host.holds("10.9.0.109"));

    // When
    host.api("POST", "instances/VI_1/drain", "{\"reason\": \"new disk\"}");
    pair.awaitHolder(ADDRESS, pair.second(), TEXT.skew(LOW) + Pair.MARGIN);
    var gap = pair.gap(ADDRESS);
    host.kill();
    host.startBaton(file, ADMIN);
    awaitSaid("drained by");
    Poll.until("managed", Pair.START, () -> host.holds("10.9.0.109"));
    Poll.until("the API answers", Pair.START, this::answers);

    // Then
    assertThat(Pair.seconds(gap)).isLessThan(TEXT.skew(LOW) + Pair.MARGIN);
    pair.awaitSteadyHolder(ADDRESS, pair.second(), 3, 4);
    assertThat(host.api("GET", "instances/VI_9", "")).contains("10.9.0.109");

    // When
    host.api("POST", "node/undrain", "{}");

    // Then
    pair.awaitHolder(ADDRESS, host, Pair.START);
  }
}
