package io.baton.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Refuses a start that would leave the API open: beyond this host only with TLS and with somebody
/// who has credentials.
@ApplicationScoped
class StartGuard {

  private final TlsSettings tls;
  private final ApiSettings settings;
  private final Credentials credentials;

  StartGuard(TlsSettings tls, ApiSettings settings, Credentials credentials) {
    this.tls = tls;
    this.settings = settings;
    this.credentials = credentials;
  }

  void check(@Observes StartupEvent start) {
    if (tls.text("quarkus.http.host-enabled").equals("false")) {
      return;
    }
    String role = settings.loopbackRole();
    if (!role.equals("none") && !Roles.isKnown(role)) {
      throw new IllegalStateException(
          "baton.api.loopback-role is " + role + "; none, viewer, operator or admin is right");
    }
    if (settings.clientCertificateRequired() && !tls.knowsWhomToBelieve()) {
      throw new IllegalStateException(
          "client certificates are required and it is not said which ones to believe; set"
              + " QUARKUS_TLS_TRUST_STORE_PEM_CERTS");
    }
    String host = tls.text("quarkus.http.host");
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
    if (!tls.hasCertificate()) {
      return "TLS (QUARKUS_TLS_KEY_STORE_PEM__0__CERT and QUARKUS_TLS_KEY_STORE_PEM__0__KEY)";
    }
    if (!List.of("disabled", "redirect").contains(tls.text("quarkus.http.insecure-requests"))) {
      return "refusing plain HTTP (QUARKUS_HTTP_INSECURE_REQUESTS=disabled)";
    }
    if (credentials.file().isEmpty() && !tls.has("mp.jwt.verify.publickey")) {
      return "anybody who has credentials (baton passwd NAME >> " + credentials.file().path() + ")";
    }
    return "";
  }
}
