package io.baton.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A password that the daemon makes at each start and leaves in its state folder, readable by
/// nobody but its user: whoever runs `baton` on the same host as that user needs no other.
final class LocalSecret {

  /// The name that goes with it; it always is an administrator.
  static final String NAME = "local";

  static final String FILE = "local.password";

  private volatile byte @Nullable [] secret;

  /// @throws IOException when the folder cannot be written to; then there is no such password
  void write(Path stateDir) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path temporary = stateDir.resolve(FILE + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text + "\n");
    Files.move(temporary, stateDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    secret = text.getBytes(StandardCharsets.UTF_8);
  }

  boolean matches(String password) {
    byte[] known = secret;
    return known != null && MessageDigest.isEqual(known, password.getBytes(StandardCharsets.UTF_8));
  }
}
