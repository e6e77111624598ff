package io.baton.config;

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
public record MailConfig(
    @Size(max = 100) List<@NotBlank String> to,
    @Nullable String from,
    @NotBlank String host,
    @Min(1) @Max(65535) int port,
    Duration connectTimeout,
    @Nullable String heloName,
    boolean faults) {

  public MailConfig {
    to = List.copyOf(to);
  }

  public MailConfig(
      List<String> to, @Nullable String from, String host, int port, Duration connectTimeout) {
    this(to, from, host, port, connectTimeout, null, true);
  }
}
