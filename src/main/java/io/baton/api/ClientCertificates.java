package io.baton.api;

import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks who connects over TLS for a certificate, if it is known which ones to believe.
@Unremovable
@ApplicationScoped
class ClientCertificates implements HttpServerOptionsCustomizer {

  private final TlsSettings tls;
  private final ApiSettings settings;

  ClientCertificates(TlsSettings tls, ApiSettings settings) {
    this.tls = tls;
    this.settings = settings;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setClientAuth(
        !tls.knowsWhomToBelieve()
            ? ClientAuth.NONE
            : settings.clientCertificateRequired() ? ClientAuth.REQUIRED : ClientAuth.REQUEST);
  }
}
