package io.baton.api;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/// The people of the test, and the identity provider whose tokens are believed.
public final class TestCredentials implements QuarkusTestResourceLifecycleManager {

  static final String PASSWORD = "correct horse";
  static final String ISSUER = "https://id.example.org";

  private static final KeyPair KEYS = keys();

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String token(String issuer, String... groups) {
    return Jwt.issuer(issuer)
        .upn("somebody@example.org")
        .groups(Set.of(groups))
        .expiresIn(60)
        .sign(KEYS.getPrivate());
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
      Path key = folder.resolve("key.pem");
      Files.writeString(
          key,
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n");
      return Map.of(
          "baton.api.password-file",
          passwords.toString(),
          "baton.api.requests-per-second",
          "0",
          "baton.api.failures-per-minute",
          "0",
          "mp.jwt.verify.publickey.location",
          key.toUri().toString(),
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
