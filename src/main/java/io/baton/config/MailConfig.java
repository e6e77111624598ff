package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mail server and the people it tells.
///
/// @param from the sender; null for `user@host` of the daemon
/// @param host name or address of the server
/// @param heloName what the server is greeted with; null for the host's name (`smtp_helo_name`)
/// @param faults whether FAULT is mailed, too (`no_email_faults` is no)
/// @param caFile PEM certificates to trust instead of the system's; null for the system's
/// @param login null for none, as with keepalived
public record MailConfig(
    @Size(max = 100) List<@NotBlank String> to,
    @Nullable String from,
    @NotBlank String host,
    @Min(1) @Max(65535) int port,
    Duration connectTimeout,
    @Nullable String heloName,
    boolean faults,
    Tls tls,
    @Nullable String caFile,
    @Valid @Nullable Login login) {

  /// How a mail server is reached.
  public enum Tls {
    /// In the clear, as keepalived does.
    NONE,
    /// In the clear first; a server that does not offer STARTTLS gets nothing.
    STARTTLS,
    /// From the first octet.
    TLS
  }

  /// Who we are for the server.
  public record Login(@NotBlank @Size(max = 256) String user, Secret password) {}

  public MailConfig {
    to = List.copyOf(to);
  }

  public MailConfig(
      List<String> to, @Nullable String from, String host, int port, Duration connectTimeout) {
    this(to, from, host, port, connectTimeout, null, true);
  }

  public MailConfig(
      List<String> to,
      @Nullable String from,
      String host,
      int port,
      Duration connectTimeout,
      @Nullable String heloName,
      boolean faults) {
    this(to, from, host, port, connectTimeout, heloName, faults, Tls.NONE, null, null);
  }
}
