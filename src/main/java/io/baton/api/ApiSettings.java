package io.baton.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// How the API is guarded. Set by properties or by the environment (`BATON_API_PASSWORD_FILE`).
@ConfigMapping(prefix = "baton.api")
public interface ApiSettings {

  /// Lines of `NAME:ROLE[,ROLE]:HASH`; `baton passwd` makes them. Need not be there.
  @WithDefault("/etc/baton/passwords")
  Path passwordFile();

  /// What a request from this host may do without credentials: none, viewer, operator or admin.
  @WithDefault("viewer")
  String loopbackRole();

  /// Whether HTTP without TLS or without anybody who has credentials may be served beyond loopback.
  @WithDefault("false")
  boolean allowUnsafe();

  /// How many requests one address may make in a second; ten seconds' worth at once. 0 for no
  /// limit.
  @WithDefault("100")
  int requestsPerSecond();

  /// How often one address may fail to prove who it is in a minute.
  @WithDefault("10")
  int failuresPerMinute();

  /// Whether nobody is served over TLS who shows no certificate that `quarkus.tls.trust-store`
  /// believes. Without, certificates are taken from whoever has one.
  @WithDefault("false")
  boolean clientCertificateRequired();
}
