package io.baton.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which set-ups the daemon does not start with.
class StartGuardTest {

  private static final String HOST = "quarkus.http.host";
  private static final Map<String, String> TLS =
      Map.of(
          HOST,
          "0.0.0.0",
          "quarkus.tls.key-store.pem.0.cert",
          "/etc/baton/tls.crt",
          "quarkus.http.insecure-requests",
          "disabled");

  @TempDir private Path folder;

  private record Settings(
      Path passwordFile,
      String loopbackRole,
      boolean allowUnsafe,
      boolean clientCertificateRequired)
      implements ApiSettings {
    @Override
    public int requestsPerSecond() {
      return 0;
    }

    @Override
    public int failuresPerMinute() {
      return 0;
    }
  }

  private void start(Map<String, String> properties, String role, boolean unsafe) {
    start(properties, new Settings(folder.resolve("passwords"), role, unsafe, false));
  }

  private static void start(Map<String, String> properties, Settings settings) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build();
    new StartGuard(new TlsSettings(config), settings, new Credentials(settings))
        .check(new StartupEvent());
  }

  private void passwords(String mode) throws IOException {
    var file = folder.resolve("passwords");
    Files.writeString(file, "ada:admin:" + PasswordHash.of("x".toCharArray()) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Map<String, String> with(String name, String value) {
    var changed = new HashMap<>(TLS);
    changed.put(name, value);
    return changed;
  }

  @Test
  void onThisHostNothingMoreIsNeeded() {
    for (String host : new String[] {"127.0.0.1", "::1", "localhost"}) {
      assertThatCode(() -> start(Map.of(HOST, host), "viewer", false)).doesNotThrowAnyException();
    }
  }

  @Test
  void beyondThisHostTlsAndSomebodyWithCredentialsAreNeeded() throws Exception {
    assertThatThrownBy(() -> start(Map.of(HOST, "0.0.0.0"), "viewer", false))
        .hasMessageContaining("without TLS");
    assertThatThrownBy(() -> start(TLS, "viewer", false)).hasMessageContaining("baton passwd");
    passwords("rw-------");
    assertThatCode(() -> start(TLS, "viewer", false)).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> start(with("quarkus.http.insecure-requests", "enabled"), "viewer", false))
        .hasMessageContaining("plain HTTP");
  }

  @Test
  void aPasswordFileThatOthersReadOrWriteIsNone() throws Exception {
    for (String mode : new String[] {"rw----r--", "rw--w----", "rw-----w-"}) {
      passwords(mode);
      assertThatThrownBy(() -> start(TLS, "viewer", false)).hasMessageContaining("baton passwd");
    }
    passwords("rw-r-----");
    assertThatCode(() -> start(TLS, "viewer", false)).doesNotThrowAnyException();
  }

  @Test
  void whoeverSaysSoMayLeaveItOpen() {
    assertThatCode(() -> start(Map.of(HOST, "0.0.0.0"), "viewer", true)).doesNotThrowAnyException();
  }

  @Test
  void certificatesOfClientsAreRequiredOnlyWhereItIsKnownWhichToBelieve() throws Exception {
    // Given
    var required = new Settings(folder.resolve("passwords"), "viewer", false, true);
    passwords("rw-------");
    var trusting = with("quarkus.tls.trust-store.pem.certs", "/etc/baton/ca.pem");
    var blind = new HashMap<>(trusting);
    blind.put("quarkus.tls.trust-all", "true");

    // Then
    assertThatThrownBy(() -> start(TLS, required)).hasMessageContaining("which ones to believe");
    assertThatThrownBy(() -> start(blind, required)).hasMessageContaining("which ones to believe");
    assertThatCode(() -> start(trusting, required)).doesNotThrowAnyException();
  }

  @Test
  void aRoleThatIsNoneIsRefused() {
    assertThatThrownBy(() -> start(Map.of(HOST, "127.0.0.1"), "root", false))
        .hasMessageContaining("none, viewer, operator or admin");
  }
}
