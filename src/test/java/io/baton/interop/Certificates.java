package io.baton.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A certificate authority of the test, and what it certifies. `NAME.pem` and `NAME.key` in a
/// folder.
final class Certificates {

  private static final String AUTHORITY = "authority";

  private final Path folder;

  Certificates(Path folder) {
    this.folder = folder;
    openssl("req -x509 -days 2 -subj /CN=test " + newKey(AUTHORITY) + " -out " + authority());
  }

  private String newKey(String name) {
    return "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout " + key(name);
  }

  Path authority() {
    return certificate(AUTHORITY);
  }

  Path certificate(String name) {
    return folder.resolve(name + ".pem");
  }

  Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /// @param extension `subjectAltName=IP:10.9.0.1` for a server
  void issue(String name, String commonName, String extension) {
    try {
      Path request = folder.resolve(name + ".csr");
      Path extensions = Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
      openssl("req -new -subj /CN=" + commonName + " " + newKey(name) + " -out " + request);
      openssl(
          "x509 -req -days 2 -in %s -CA %s -CAkey %s -CAcreateserial -extfile %s -out %s"
              .formatted(request, authority(), key(AUTHORITY), extensions, certificate(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void openssl(String arguments) {
    Shell.line("openssl " + arguments);
  }
}
