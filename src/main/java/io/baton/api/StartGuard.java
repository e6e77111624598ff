package io.baton.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/// Refuses a start that would leave the API open: beyond this host only with TLS and with somebody
/// who has credentials.
@ApplicationScoped
class StartGuard {

  private final Config config;
  private final ApiSettings settings;
  private final Credentials credentials;

  StartGuard(Config config, ApiSettings settings, Credentials credentials) {
    this.config = config;
    this.settings = settings;
    this.credentials = credentials;
  }

  void check(@Observes StartupEvent start) {
    if (text("quarkus.http.host-enabled").equals("false")) {
      return;
    }
    String role = settings.loopbackRole();
    if (!role.equals("none") && !Roles.isKnown(role)) {
      throw new IllegalStateException(
          "baton.api.loopback-role is " + role + "; none, viewer, operator or admin is right");
    }
    String host = text("quarkus.http.host");
    if (Loopback.isLoopback(host) || settings.allowUnsafe()) {
      return;
    }
    String missing = missing();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the API would be open to the network at "
              + host
              + " without "
              + missing
              + "; set that up, or listen on 127.0.0.1 (QUARKUS_HTTP_HOST), or set"
              + " BATON_API_ALLOW_UNSAFE=true");
    }
  }

  private String missing() {
    if (!has("quarkus.tls.key-store") && !has("quarkus.http.ssl.certificate.")) {
      return "TLS (QUARKUS_TLS_KEY_STORE_PEM_0_CERT and QUARKUS_TLS_KEY_STORE_PEM_0_KEY)";
    }
    if (!List.of("disabled", "redirect").contains(text("quarkus.http.insecure-requests"))) {
      return "refusing plain HTTP (QUARKUS_HTTP_INSECURE_REQUESTS=disabled)";
    }
    if (credentials.file().isEmpty() && !has("mp.jwt.verify.publickey")) {
      return "anybody who has credentials (baton passwd NAME >> " + credentials.file().path() + ")";
    }
    return "";
  }

  private boolean has(String prefix) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .anyMatch(name -> name.startsWith(prefix) && !text(name).isEmpty());
  }

  private String text(String name) {
    return config.getOptionalValue(name, String.class).orElse("");
  }
}
