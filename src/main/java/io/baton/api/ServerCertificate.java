package io.baton.api;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.jboss.logging.Logger;

/// The certificate that this server shows. It is read again from time to time by itself, and at
/// once where the files of the configuration are.
@ApplicationScoped
public class ServerCertificate {

  private static final Logger LOG = Logger.getLogger(ServerCertificate.class);

  /// What the framework calls the settings that have no name.
  private static final String UNNAMED = "<default>";

  private final TlsConfigurationRegistry registry;
  private final Event<CertificateUpdatedEvent> updated;

  ServerCertificate(TlsConfigurationRegistry registry, Event<CertificateUpdatedEvent> updated) {
    this.registry = registry;
    this.updated = updated;
  }

  /// Connections that are open keep the old one. Files that cannot be used change nothing.
  public void reload() {
    registry.getDefault().filter(tls -> tls.getKeyStoreOptions() != null).ifPresent(this::reload);
  }

  private void reload(TlsConfiguration tls) {
    if (tls.reload()) {
      updated.fire(new CertificateUpdatedEvent(UNNAMED, tls));
    } else {
      LOG.error("B145 the files of the certificate cannot be used, the old one stays");
    }
  }
}
