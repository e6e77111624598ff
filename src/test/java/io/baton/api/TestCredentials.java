package io.baton.api;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/// The people of the test, and the identity provider whose tokens are believed; its key is the one
/// that Quarkus makes for a test.
public final class TestCredentials implements QuarkusTestResourceLifecycleManager {

  public static final String PASSWORD = "correct horse";
  static final String ISSUER = "https://id.example.org";

  static String token(String issuer, String... groups) {
    return Jwt.issuer(issuer)
        .upn("somebody@example.org")
        .groups(Set.of(groups))
        .expiresIn(60)
        .sign();
  }

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("baton-api");
      Path passwords = folder.resolve("passwords");
      Files.createFile(
          passwords,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      String hash = PasswordHash.of(PASSWORD.toCharArray());
      Files.writeString(
          passwords,
          "# people%nvera:viewer:%1$s%noscar:operator:%1$s%nada:admin:%1$s%n".formatted(hash));
      return Map.of(
          "baton.api.password-file",
          passwords.toString(),
          "baton.api.requests-per-second",
          "0",
          "baton.api.failures-per-minute",
          "0",
          "mp.jwt.verify.issuer",
          ISSUER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // The folder is the system's to clear.
  }
}
