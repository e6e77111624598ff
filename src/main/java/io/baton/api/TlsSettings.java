package io.baton.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/// What of the framework's settings for TLS is there.
@ApplicationScoped
class TlsSettings {

  private static final List<String> FORMATS = List.of("pem", "p12", "jks");

  private final Config config;

  TlsSettings(Config config) {
    this.config = config;
  }

  /// Whether the server has a certificate.
  boolean hasCertificate() {
    return hasStore("quarkus.tls.key-store.")
        || has("quarkus.http.ssl.certificate.files")
        || !text("quarkus.http.ssl.certificate.key-store-file").isEmpty();
  }

  /// Whether certificates of clients can be told from forged ones. Whoever believes all of them
  /// knows nobody.
  boolean knowsWhomToBelieve() {
    return hasStore("quarkus.tls.trust-store.") && !text("quarkus.tls.trust-all").equals("true");
  }

  /// Other keys have a value even where nothing has been set.
  private boolean hasStore(String prefix) {
    return FORMATS.stream().anyMatch(format -> has(prefix + format + "."));
  }

  boolean has(String prefix) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .anyMatch(name -> name.startsWith(prefix) && !text(name).isEmpty());
  }

  String text(String name) {
    return config.getOptionalValue(name, String.class).orElse("");
  }
}
