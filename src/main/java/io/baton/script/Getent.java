package io.baton.script;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks the name services of the host (LDAP and the like) through `getent`. Takes 5 s at most: a
/// directory server that does not answer must not hold a health check for ever.
final class Getent implements Accounts.NameService {

  private static final File NOTHING = new File("/dev/null");

  @Override
  public Optional<String> line(String database, String name) {
    var builder =
        new ProcessBuilder("timeout", "-k", "1", "5", "getent", "--", database, name)
            .redirectInput(NOTHING)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (BufferedReader reader = process.inputReader(StandardCharsets.ISO_8859_1)) {
        return Optional.ofNullable(reader.readLine());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
